// What a story is played with: a browser, and a letter on a server of its own. Every file of tests is a process,
// and both go when it ends.
import { after } from "node:test";
import { launch } from "./browser.ts";
import { ServedLetter } from "./served.ts";

export const browser = await launch();
export const letter = new ServedLetter();
after(async () => {
  await browser.close();
  letter.close();
});
