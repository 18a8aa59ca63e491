// What the server says in sentences of its own, as a page says it: in the page's language, and with what helps in a browser.

import { h, number, state } from "./common.js";

const language = document.documentElement.lang;

/**
 * The sentences that the page has words for, those with most letters of their own first. `{name}` stands for any text up to the
 * next part of the sentence, `{count}` and its like for a number, `{said…}` for what is itself such a sentence, `{rest}` for
 * whatever comes.
 */
const sentences = Object.entries(state.sentences ?? {})
  .map(([from, to]) => ({ from, to, letters: from.replace(/\{\w+\}/g, "").length, pattern: pattern(from) }))
  .sort((a, b) => b.letters - a.letters || (a.from < b.from ? -1 : 1));

function gap(name) {
  if (["count", "n", "limit", "percent", "byte", "record", "line", "place", "hard", "random", "drawn"].includes(name)) return "[\\d,]+";
  if (name === "character") return "\\S";
  return name.startsWith("said") || name === "rest" ? ".+?" : "(?:(?!; ).)+?";
}

function pattern(from) {
  const parts = from.split(/\{(\w+)\}/).map((part, place) => (place % 2 ? `(?<${part}>${gap(part)})` : part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")));
  return new RegExp(`^${parts.join("")}$`, "su");
}

/** A value as people here write it: the server groups thousands by commas. */
const value = (text) => (/^\d{1,3}(,\d{3})+$/.test(text) ? number(Number(text.replaceAll(",", ""))) : text);

/** What stands for a `{name}`; null where it has to be a sentence that there is, and is not. */
function filling(name, text) {
  if (name.startsWith("said")) return translated(text);
  return name === "list" ? text.split(", ").map(saidShortly).join(", ") : value(text);
}

/** The page's own sentence for one of the server's, or null. In English the server's does where there is no other. */
export function translated(text) {
  for (const { pattern, to } of sentences) {
    const groups = pattern.exec(text)?.groups;
    if (groups === undefined && !pattern.test(text)) continue;
    const values = Object.entries(groups ?? {}).map(([name, part]) => [name, filling(name, part)]);
    if (values.some(([, part]) => part === null)) continue;
    const byName = Object.fromEntries(values);
    return to.replace(/\{(\w+)\}/g, (all, name) => byName[name] ?? all);
  }
  return language === "en" ? text : null;
}

/** What the server said, as the page says it; a sentence that it has no words for is marked as English. */
export function said(text) {
  const own = translated(text);
  return h("span", { lang: own === null ? "en" : undefined, text: own ?? text });
}

/** The same of a value or a short name: what is unknown stays as it is. */
export const saidShortly = (text) => translated(text) ?? text;
