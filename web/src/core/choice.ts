// A choice as the core takes it: one number a row, 0 or a coded option of the row's item. Of a ranking
// each answer has a row, and its number is its place.
import type { Item } from "../api.ts";

export function rowsOf(item: Item): number {
  return item.kind === "ranking" ? item.answers!.length : 1;
}
// The first row of each item.
export function firstRows(items: Item[]): number[] {
  let row = 0;
  return items.map((item) => (row += rowsOf(item)) - rowsOf(item));
}
export function noChoice(items: Item[]): number[] {
  return items.flatMap((item) => Array<number>(rowsOf(item)).fill(0));
}
