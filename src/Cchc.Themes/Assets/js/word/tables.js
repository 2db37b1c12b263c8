/**
 * The cells of a table as a grid without merged cells. What a cell says down several rows is said in each; across several columns it is
 * said in the first. Rows that only make up a head of two or three storeys become one.
 * @param {HTMLTableElement} table
 * @param {(cell: Element) => T} read @template T
 * @returns {{ rows: (T | null)[][], heads: number }} null: nothing is said there; heads: how many rows, from the top, are the head
 */
export function gridOf(table, read) {
  const rows = [...table.rows].slice(0, 2000);
  const grid = rows.map(() => []);
  rows.forEach((row, y) => {
    let x = 0;
    for (const cell of row.cells) {
      while (grid[y][x] !== undefined) x++;
      const content = read(cell);
      const [down, across] = [Math.min(cell.rowSpan || rows.length, rows.length - y), Math.min(cell.colSpan, 60)];
      for (let dy = 0; dy < down; dy++) for (let dx = 0; dx < across; dx++) grid[y + dy][x + dx] = dx === 0 ? content : null;
      x += across;
    }
  });
  const width = Math.max(0, ...grid.map((row) => row.length));
  return { rows: grid.map((row) => Array.from({ length: width }, (_, x) => row[x] ?? null)), heads: headsOf(rows) };
}

function headsOf(rows) {
  const first = [...(rows[0]?.cells ?? [])];
  const marked = rows.findIndex((row) => !(row.parentElement.localName === "thead" || [...row.cells].every((cell) => cell.localName === "th")));
  const storeys = first.some((cell) => cell.colSpan > 1) ? Math.max(1, ...first.map((cell) => cell.rowSpan)) : 1;
  return Math.min(Math.max(marked, storeys, 1), 3, rows.length);
}
