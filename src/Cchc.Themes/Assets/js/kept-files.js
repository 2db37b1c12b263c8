/**
 * Files whose upload is under way, kept in this browser with the address of their upload, so that a page that is left goes on
 * where it was when it is opened again. Without a store (a private window) everything works but for that.
 */
const name = "cchc.uploads";
const keepDays = 3;

function open() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(name, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("files", { keyPath: "id" });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function run(mode, work) {
  try {
    const db = await open();
    try {
      return await new Promise((resolve, reject) => {
        const asked = work(db.transaction("files", mode).objectStore("files"));
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = () => reject(asked.error);
      });
    } finally {
      db.close();
    }
  } catch {
    return undefined; // no store, or it is full
  }
}

/** @param {{ id: string, owner: string, folder: string, file: File, url?: string }} record */
export const keep = (record) => run("readwrite", (files) => files.put({ ...record, when: Date.now() }));

export const forget = (id) => run("readwrite", (files) => files.delete(id));

/** Those of that person; another's, on a machine that several use, are thrown away with what is too old. */
export async function kept(owner) {
  const all = (await run("readonly", (files) => files.getAll())) ?? [];
  const mine = all.filter((record) => record.owner === owner && record.when > Date.now() - keepDays * 86400000);
  for (const record of all) if (!mine.includes(record)) await forget(record.id);
  const busy = new Set((await navigator.locks?.query())?.held.map((lock) => lock.name) ?? []);
  return mine.filter((record) => !busy.has(name + record.id));
}

/** While the work goes on here, no other page of this browser takes the file up. */
export const holding = (id, work) => (navigator.locks ? navigator.locks.request(name + id, work) : work());
