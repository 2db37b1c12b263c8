// Builds wwwroot/ from Assets/ and the npm packages: style sheets, scripts, fonts, icons. Called by Cchc.Themes.Assets.targets.
//
//   node build.mjs [--out=wwwroot] [--obj=obj] [--force]
//
// The same input gives the same bytes. One build at a time: a second one waits, then finds nothing left to do.
// Exit code 0: done. 3: the packages could not be installed (no network?). Anything else: a mistake in Assets/.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";

const root = dirname(fileURLToPath(import.meta.url));
const option = (name, otherwise) => process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3) ?? otherwise;
const out = resolve(root, option("out", "wwwroot"));
const obj = resolve(root, option("obj", "obj"));
const force = process.argv.includes("--force");
const stamp = join(obj, "themes.assets.stamp");
const installed = join(obj, "themes.npm.stamp");

/** Packages and cuts of the fonts; which letters each file holds is said once, by unicode-range in Assets/css/fonts.css. */
const vietnam = "@expo-google-fonts/be-vietnam-pro";
const news = "@fontsource-variable/newsreader/files/newsreader";
const fonts = {
  "be-vietnam-pro-400.woff2": { from: `${vietnam}/400Regular/BeVietnamPro_400Regular.ttf` },
  "be-vietnam-pro-600.woff2": { from: `${vietnam}/600SemiBold/BeVietnamPro_600SemiBold.ttf` },
  "be-vietnam-pro-400-italic.woff2": { from: `${vietnam}/400Regular_Italic/BeVietnamPro_400Regular_Italic.ttf` },
  "newsreader-600-latin.woff2": { from: `${news}-latin-opsz-normal.woff2`, axes: { wght: 600, opsz: 36 } },
  "newsreader-600-vietnamese.woff2": { from: `${news}-vietnamese-opsz-normal.woff2`, axes: { wght: 600, opsz: 36 } },
};
/** Whole fonts for what is printed (certificates as PDF), which embeds the letters that it uses. Browsers never ask for them. */
const printed = {
  "print/regular.ttf": `${vietnam}/400Regular/BeVietnamPro_400Regular.ttf`,
  "print/strong.ttf": `${vietnam}/600SemiBold/BeVietnamPro_600SemiBold.ttf`,
  "print/italic.ttf": `${vietnam}/400Regular_Italic/BeVietnamPro_400Regular_Italic.ttf`,
};
const fontFeatures = ["kern", "liga", "locl", "mark", "mkmk", "ccmp", "case", "frac", "numr", "dnom", "sups", "tnum", "lnum"];

/** Compressed sizes that the pages were promised (design/quality.md: 150 KB for the first view of the home page). */
const limits = { "js/site.js": 25, "css/site.css": 20, fonts: 85 };

try {
  await oneAtATime(build);
} catch (error) {
  console.error(error.message ?? error); // MSBuild makes it a warning or an error of its own
  process.exitCode = error.exitCode ?? 1;
}

async function build() {
  const inputs = fingerprint(["package.json", "package-lock.json", "build.mjs", ...filesBelow("Assets").map((file) => `Assets/${file}`)]);
  const before = readJson(stamp);
  if (!force && before?.inputs === inputs && before.outputs.every((file) => fs.existsSync(join(out, file)))) {
    touch(stamp);
    return;
  }
  install();
  checkRawValues();

  /** @type {Map<string, Uint8Array>} what goes into wwwroot, by path */
  const files = new Map();
  await cutFonts(files);
  for (const [name, from] of Object.entries(printed)) files.set(name, fs.readFileSync(join(root, "node_modules", from)));
  const used = await bundle(files);
  for (const file of filesBelow("Assets/img")) files.set(`img/${file}`, fs.readFileSync(join(root, "Assets/img", file)));
  drawIcons(files);
  files.set("third-party.txt", Buffer.from(licences(used)));

  for (const file of fs.existsSync(out) ? filesBelow(out) : []) if (!files.has(file)) fs.rmSync(join(out, file));
  for (const [file, bytes] of files) writeIfChanged(join(out, file), bytes);
  report(files);
  writeIfChanged(stamp, Buffer.from(JSON.stringify({ inputs, outputs: [...files.keys()].sort() }, null, 1)));
  touch(stamp);
}

/** npm ci, when the list of packages has changed since the last time or the packages are gone. */
function install() {
  const wanted = fingerprint(["package.json", "package-lock.json"]);
  if (fs.existsSync(join(root, "node_modules")) && readText(installed) === wanted) return;
  console.log("Cchc.Themes: installing the npm packages of package-lock.json");
  // no package may run a script of its own while it is installed: none of ours needs to
  const npm = spawnSync("npm", ["ci", "--ignore-scripts", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root, shell: process.platform === "win32", encoding: "utf8", timeout: 10 * 60_000,
  });
  if (npm.status !== 0) {
    const why = (npm.error?.message ?? `${npm.stdout}${npm.stderr}`).trim().split("\n").filter((line) => !/^npm error\s+(at |code|errno|syscall)/.test(line)).slice(0, 4).join(" ");
    throw Object.assign(new Error(`npm ci failed in ${root}: ${why}`), { exitCode: 3 });
  }
  writeIfChanged(installed, Buffer.from(wanted));
}

/** Colours, lengths and times stand in tokens.css alone; breakpoints, @page and proportions (em, %, fr, ch, vw) may stand anywhere. */
function checkRawValues() {
  const raw = /#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch)a?\(|(?<![\w.-])-?(?:\d+\.?\d*|\.\d+)(?:px|rem|pt|mm|cm|in|m?s)\b/gi;
  const mistakes = [];
  for (const file of filesBelow("Assets/css")) {
    if (file === "tokens.css") continue;
    const text = readText(join(root, "Assets/css", file))
      .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, " "))
      .replace(/@(?:media|container|supports)[^{]*|@page\s*\{[^}]*\}/g, (prelude) => prelude.replace(/[^\n]/g, " "))
      .replace(/url\([^)]*\)/g, (url) => " ".repeat(url.length));
    for (const found of text.matchAll(raw)) mistakes.push(`Assets/css/${file}:${text.slice(0, found.index).split("\n").length} ${found[0]}`);
  }
  if (mistakes.length > 0) throw new Error(`raw values belong in tokens.css: ${mistakes.join(", ")}`);
}

async function cutFonts(files) {
  const { default: subset } = await use("subset-font");
  const css = readText(join(root, "Assets/css/fonts.css"));
  for (const [name, { from, axes }] of Object.entries(fonts)) {
    const face = css.split("@font-face").find((rule) => rule.includes(`/${name}"`));
    if (!face) throw new Error(`Assets/css/fonts.css has no @font-face for ${name}`);
    const letters = codePoints(/unicode-range:([^;]+);/.exec(face)[1]).map((point) => String.fromCodePoint(point)).join("");
    const font = await subset(fs.readFileSync(join(root, "node_modules", from)), letters, {
      targetFormat: "woff2", variationAxes: axes, keepFeatures: fontFeatures, noHinting: true,
    });
    files.set(`fonts/${name}`, font);
  }
}

function codePoints(ranges) {
  return ranges.split(",").flatMap((range) => {
    const [first, last = first] = range.trim().replace(/^U\+/i, "").split("-").map((hex) => parseInt(hex, 16));
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}

/** @returns {Promise<Set<string>>} the packages whose code went into the bundles */
async function bundle(files) {
  const esbuild = await use("esbuild");
  const assets = (file) => join(root, "Assets", file);
  const shared = {
    bundle: true, minify: true, charset: "utf8", legalComments: "none", write: false, metafile: true, outdir: out, outbase: assets(""),
    absWorkingDir: root, logLevel: "silent", target: ["chrome105", "edge105", "firefox121", "safari16.4", "ios16.4"],
  };
  const results = await Promise.all([
    esbuild.build({
      ...shared, entryPoints: [assets("css/site.css"), assets("css/admin.css")],
      // the fonts are cut beside this; pictures go to wwwroot/img under their own names
      external: ["../fonts/*"], loader: { ".svg": "file" }, assetNames: "img/[name]",
    }),
    // the public script is one request
    esbuild.build({ ...shared, entryPoints: [assets("js/site.js")], format: "esm" }),
    // no module: every browser that the site is made for starts it
    esbuild.build({ ...shared, entryPoints: [assets("js/proof-worker.js")], format: "iife" }),
    // the newsroom's fetches the editor only on pages that have one; what reads foreign texts has names of its own, for the tests
    esbuild.build({
      ...shared, entryPoints: [assets("js/admin.js"), assets("js/word/clean.js"), assets("js/word/docx.js")], format: "esm",
      splitting: true, chunkNames: "js/[name]-[hash]",
    }),
  ]).catch((error) => {
    throw new Error(error.errors?.map((e) => `${e.location?.file ?? ""}:${e.location?.line ?? ""} ${e.text}`).join("; ") || error.message);
  });
  const used = new Set();
  for (const { outputFiles, metafile, warnings } of results) {
    for (const warning of warnings) throw new Error(`${warning.location?.file}:${warning.location?.line} ${warning.text}`);
    for (const file of outputFiles) files.set(slashes(relative(out, file.path)), file.contents);
    for (const [input, { bytesInOutput }] of Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs))) {
      const name = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1];
      if (name && bytesInOutput > 0) used.add(name);
    }
  }
  return used;
}

/** The favicon, drawn again in dots for those who do not take SVG: favicon.ico (32) and the touch icon (180). */
function drawIcons(files) {
  const svg = readText(join(root, "Assets/img/favicon.svg"));
  files.set("img/apple-touch-icon.png", png(180, shapes(svg)));
  files.set("favicon.ico", ico(png(32, shapes(svg)), 32));
}

/** Polygons of a drawing that uses rect and straight absolute or relative path steps (M m L l H h V v Z z) on a square viewBox. */
function shapes(svg) {
  const size = Number(/viewBox="0 0 (\d+) \1"/.exec(svg)[1]);
  const found = [];
  for (const [tag] of svg.matchAll(/<(?:rect|path)\b[^>]*>/g)) {
    const attribute = (name) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1];
    const hex = attribute("fill").replace(/^#(.)(.)(.)$/, "#$1$1$2$2$3$3");
    const colour = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
    if (tag.startsWith("<rect")) {
      const [x, y, w, h] = ["x", "y", "width", "height"].map((name) => Number(attribute(name) ?? 0));
      found.push({ colour, size, lines: [[[x, y], [x + w, y], [x + w, y + h], [x, y + h]]] });
      continue;
    }
    const lines = [];
    let [x, y] = [0, 0];
    for (const [, step, numbers] of attribute("d").matchAll(/([a-z])([^a-z]*)/gi)) {
      const n = (numbers.match(/-?\d*\.?\d+/g) ?? []).map(Number);
      const relativeStep = step === step.toLowerCase();
      switch (step.toUpperCase()) {
        case "M": case "L":
          for (let i = 0; i < n.length; i += 2) {
            [x, y] = relativeStep ? [x + n[i], y + n[i + 1]] : [n[i], n[i + 1]];
            if (step.toUpperCase() === "M" && i === 0) lines.push([]);
            lines.at(-1).push([x, y]);
          }
          break;
        case "H": x = relativeStep ? x + n[0] : n[0]; lines.at(-1).push([x, y]); break;
        case "V": y = relativeStep ? y + n[0] : n[0]; lines.at(-1).push([x, y]); break;
        case "Z": [x, y] = lines.at(-1)[0]; break;
        default: throw new Error(`favicon.svg: path step ${step} is not drawn by build.mjs`);
      }
    }
    found.push({ colour, size, lines });
  }
  return found;
}

function png(width, drawing) {
  const fine = 4; // 16 samples per dot
  const rows = Buffer.alloc(width * (width * 3 + 1));
  const inside = ([px, py], line) => {
    let crossed = false;
    for (let i = 0, j = line.length - 1; i < line.length; j = i++) {
      const [[xi, yi], [xj, yj]] = [line[i], line[j]];
      if (yi > py !== yj > py && px < ((xj - xi) * (py - yi)) / (yj - yi) + xi) crossed = !crossed;
    }
    return crossed;
  };
  for (let y = 0; y < width; y++) {
    for (let x = 0; x < width; x++) {
      const sum = [0, 0, 0];
      for (let s = 0; s < fine * fine; s++) {
        let colour = [255, 255, 255];
        for (const shape of drawing) {
          const scale = shape.size / width;
          const at = [(x + ((s % fine) + 0.5) / fine) * scale, (y + (Math.floor(s / fine) + 0.5) / fine) * scale];
          if (shape.lines.some((line) => inside(at, line))) colour = shape.colour;
        }
        for (let c = 0; c < 3; c++) sum[c] += colour[c];
      }
      for (let c = 0; c < 3; c++) rows[y * (width * 3 + 1) + 1 + x * 3 + c] = Math.round(sum[c] / (fine * fine));
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(width, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", head), chunk("IDAT", deflateSync(rows, { level: 9 })), chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  let crc = 0xffffffff;
  for (const byte of body) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE((crc ^ 0xffffffff) >>> 0);
  return Buffer.concat([length, body, check]);
}

function ico(picture, width) {
  const head = Buffer.alloc(22);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(1, 4);
  head.set([width, width, 0, 0, 1, 0, 24, 0], 6);
  head.writeUInt32LE(picture.length, 14);
  head.writeUInt32LE(22, 18);
  return Buffer.concat([head, picture]);
}

/** The licences ask that they go along with what was taken: code in the bundles, and the fonts. */
function licences(used) {
  const names = [...new Set([...used, ...Object.values(fonts).map((font) => font.from.split("/").slice(0, 2).join("/"))])].sort();
  return names.map((name) => {
    const folder = join(root, "node_modules", name);
    const { version, license } = readJson(join(folder, "package.json"));
    const texts = fs.readdirSync(folder).filter((file) => /^(licen[cs]e|ofl)/i.test(file)).sort();
    const words = texts.map((file) => readText(join(folder, file)).replace(/\r\n/g, "\n").trim());
    return [`${name} ${version} (${license})`, ...words].join("\n\n");
  }).join(`\n\n${"-".repeat(72)}\n\n`) + "\n";
}

function report(files) {
  const kb = (bytes) => (bytes / 1024).toFixed(1);
  const sizes = Object.fromEntries([...files].filter(([file]) => /^(css|js)\//.test(file)).map(([file, bytes]) => [file, gzipSync(bytes).length]));
  sizes.fonts = [...files].filter(([file]) => /^fonts\/(?!.*italic)/.test(file)).reduce((sum, [, bytes]) => sum + bytes.length, 0);
  const lines = [...files].filter(([file]) => /^(css|js|fonts)\//.test(file)).sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([file, bytes]) => `  ${file} ${kb(bytes.length)} KB` + (file.startsWith("fonts") ? "" : `, gzip ${kb(sizes[file])}, brotli ${kb(brotliCompressSync(bytes).length)}`));
  console.log(`Cchc.Themes: built\n${lines.join("\n")}`);
  for (const [file, limit] of Object.entries(limits)) {
    if (sizes[file] > limit * 1024) throw new Error(`${file} has ${kb(sizes[file])} KB compressed, more than ${limit}`);
  }
}

/** A lock file with the owner's process id; one whose owner is gone is taken over. */
async function oneAtATime(work) {
  const lock = join(obj, "themes.assets.lock");
  fs.mkdirSync(obj, { recursive: true });
  for (let waited = 0; ; waited += 200) {
    try {
      fs.writeFileSync(lock, String(process.pid), { flag: "wx" });
      break;
    } catch (error) {
      if (error.code !== "EEXIST" && error.code !== "EPERM") throw error;
      const owner = Number(readText(lock));
      if (waited > 1000 && !(owner > 0 && isAlive(owner))) fs.rmSync(lock, { force: true });
      else if (waited > 15 * 60_000) throw new Error(`another build holds ${lock}; delete the file if there is none`);
      await new Promise((done) => setTimeout(done, 200));
    }
  }
  try {
    await work();
  } finally {
    fs.rmSync(lock, { force: true });
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** From this project's own packages, and only once they are installed. */
function use(name) {
  const { exports: map, main, module } = readJson(join(root, "node_modules", name, "package.json"));
  const entry = (typeof map === "string" ? map : map?.["."]?.import ?? map?.import) ?? module ?? main ?? "index.js";
  return import(pathToFileURL(join(root, "node_modules", name, typeof entry === "string" ? entry : entry.default)).href);
}

function filesBelow(folder) {
  const top = resolve(root, folder);
  return fs.readdirSync(top, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => slashes(relative(top, join(entry.parentPath ?? entry.path, entry.name))))
    .sort();
}

function fingerprint(files) {
  const hash = createHash("sha256");
  for (const file of files) hash.update(file).update("\0").update(fs.readFileSync(join(root, file))).update("\0");
  return hash.digest("hex");
}

function slashes(path) {
  return path.split(sep).join("/");
}

function readText(file) {
  return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";
}

function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}

/** A file is whole or not there: others may read while this writes. Unchanged files keep their time. */
function writeIfChanged(file, bytes) {
  if (fs.existsSync(file) && fs.readFileSync(file).equals(bytes)) return;
  fs.mkdirSync(dirname(file), { recursive: true });
  const beside = `${file}.${process.pid}.tmp`;
  fs.writeFileSync(beside, bytes);
  fs.renameSync(beside, file);
}

function touch(file) {
  const now = new Date();
  fs.utimesSync(file, now, now);
}
