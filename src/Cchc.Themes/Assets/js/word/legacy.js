/**
 * Old Vietnamese documents carry letters of a font's own code, and read as gibberish in any other font: ".VnTime" and its family in
 * TCVN3 (TCVN 5712:1993, VN1), "VNI-Times" and its family in VNI. The name of the font says which it is.
 */

/** The codes A1 to FF of TCVN3, in their order; those of lone marks stand as U+0300 and so on. */
const tcvn3 = "ĂÂÊÔƠƯĐăâêôơưđẶ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ";

/** @param {string} coded text of a TCVN3 font, as Windows-1252 shows it: "Céng hoµ" is "Cộng hoà" */
export const fromTcvn3 = (coded) =>
  coded.replace(/[\u00A1-\u00FF]/g, (letter) => tcvn3[letter.charCodeAt(0) - 0xa1] ?? letter).normalize("NFC");

const alone = { "ñ": "đ", "ô": "ơ", "ö": "ư", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ" };
const tones = { "ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323" };
const roofs = { "â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323" };
const bows = { "ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323" };
const roof = "\u0302";
const bow = "\u0306";

/** What follows a letter in VNI, as the marks that stand for it; undefined when it is no mark of that letter. */
function marksOf(letter, next) {
  if (next in tones && "aeouyôö".includes(letter)) return tones[next];
  if (next in roofs && "aeo".includes(letter)) return roof + roofs[next];
  if (next in bows && letter === "a") return bow + bows[next];
  return undefined;
}

/** @param {string} coded text of a VNI font, as Windows-1252 shows it: "Vieät Nam" is "Việt Nam" */
export function fromVni(coded) {
  let text = "";
  for (let at = 0; at < coded.length; at++) {
    const small = coded[at].toLowerCase();
    const letter = alone[small] ?? small;
    // a small mark may follow a capital; the letter says how large both are
    const marks = marksOf(small, coded[at + 1]?.toLowerCase());
    text += coded[at] === small ? (alone[small] ?? coded[at]) : letter.toUpperCase();
    if (marks !== undefined) {
      text += marks;
      at++;
    }
  }
  return text.normalize("NFC");
}

/**
 * @param {string | undefined} font a font's name, or the list of a style sheet
 * @returns {((coded: string) => string) | null} null for fonts of today
 */
export function decoderOf(font) {
  const name = (font ?? "").split(",")[0].replace(/["']/g, "").trim();
  // the letters of a font whose name ends in H are capitals, all of them
  if (/^\.Vn/i.test(name)) return /^\.Vn\w*H$/.test(name) ? (coded) => fromTcvn3(coded).toUpperCase() : fromTcvn3;
  return /^VNI[- ]/i.test(name) ? fromVni : null;
}
