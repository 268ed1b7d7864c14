// What the reviewer decided: kept in memory, in this browser where it allows it, and in the file that is downloaded.

const decisions = new Map();
const listeners = new Set();
const KEPT = `zhengshu-review-${byId("data").dataset.name}`;
const ACTIONS = { accept: "accepted", correct: "corrected", reject: "rejected" };
const FIELDS = ["kind", "value", "low", "high", "unit", "modifier", "per", "direction", "vague", "subject", "metric", "concept", "period"];

const statusOf = (figure) => ACTIONS[decisions.get(figure.key)?.action] ?? "open";

const asDecided = (figure) => {
  const decision = decisions.get(figure.key);
  return decision?.action === "correct" ? { ...figure, ...decision.fields } : figure;
};

const keep = () => {
  try {
    localStorage.setItem(KEPT, JSON.stringify([...decisions]));
  } catch {
    // A browser that keeps nothing for files: the decisions live until the page is closed.
  }
};

const decide = (figure, action, fields = {}) => {
  if (action === null) decisions.delete(figure.key);
  else decisions.set(figure.key, { action, fields });
  keep();
  for (const listener of listeners) listener(figure);
  say(`${figure.text}: ${statusOf(figure)}`);
};

const entries = () =>
  figures.filter((figure) => decisions.has(figure.key)).map((figure) => {
    const { action, fields } = decisions.get(figure.key);
    const { path, member = null, id } = figure.article;
    return { path, member, id, raw: figure.raw, raw_start: figure.raw_start, raw_end: figure.raw_end, action, fields };
  });

const download = () => {
  const content = `${JSON.stringify(entries(), null, 2)}\n`;
  const address = URL.createObjectURL(new Blob([content], { type: "application/json" }));
  const link = h("a", { href: address, download: "corrections.json" });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
};

const known = (found) => {
  if (!found || !(found.action in ACTIONS)) return null;
  const fields = Object.fromEntries(
    FIELDS.filter((name) => name in (found.fields ?? {})).map((name) => [name, found.fields[name]])
      .filter(([name, value]) => (name === "vague" ? typeof value === "boolean" : value === null || typeof value === "string")));
  return { action: found.action, fields };
};

// Take up decisions from a downloaded file; those about pages or figures that are not here are counted and left.
const takeUp = (text) => {
  const listed = JSON.parse(text);
  const byKey = new Map(figures.map((figure) => [figure.key, figure]));
  let left = 0;
  for (const one of Array.isArray(listed) ? listed : []) {
    const key = JSON.stringify([one?.path ?? "", one?.member ?? "", one?.raw_start, one?.raw_end]);
    const figure = byKey.get(key);
    const decision = known(one);
    if (decision && figure && (one.raw ? one.raw === figure.raw : !one.id || one.id === figure.article.id)) decisions.set(key, decision);
    else left += 1;
  }
  keep();
  for (const listener of listeners) listener(null);
  say(`${counted(decisions.size, "decision")} here, ${left} of the file left out`);
};

try {
  for (const [key, found] of JSON.parse(localStorage.getItem(KEPT) ?? "[]")) {
    const decision = known(found);
    if (decision) decisions.set(key, decision);
  }
} catch {
  // Nothing kept, or nothing that can be read.
}
