// Where the address leads, and the keys.

const go = () => {
  const [, number, place] = /^#\/(\d+)(?:\/(\d+))?$/.exec(location.hash) ?? [];
  if (number !== undefined && articles[number]) openArticle(+number, place === undefined ? undefined : +place);
  else {
    openFront();
    scrollTo(0, 0);
  }
};

listeners.add((figure) => {
  const tools = byId("bar").querySelector(".tools");
  if (!tools) return;
  const done = figures.filter((one) => decisions.has(one.key)).length;
  byId("progress").textContent = `${done} / ${figures.length} reviewed`;
  byId("download").disabled = !done;
  if (!view.article) results();
  else if (figure) refresh(figure);
  else view.article.figures.forEach(refresh);
});

const KEYS = {
  j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1),
  a: () => act("a"), e: () => act("e"), x: () => act("x"), u: () => act("u"),
  o: () => toggle("original"), r: () => toggle("removed"),
  n: () => articles[view.article.number + 1] && (location.hash = `#/${view.article.number + 1}`),
  p: () => articles[view.article.number - 1] && (location.hash = `#/${view.article.number - 1}`),
  Escape: () => (location.hash = "#/"),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || byId("help").open) return;
  if (event.target.closest("input, select, textarea")) {
    if (event.key === "Escape" && view.form) leaveForm();
    return;
  }
  if (event.key === "Escape" && view.form) leaveForm();
  else if (event.key === "?") byId("help").showModal();
  else if (event.key === "/" && byId("search")) byId("search").focus();
  else if (view.article && !view.form && Object.hasOwn(KEYS, event.key)) KEYS[event.key]();
  else return;
  event.preventDefault();
});

byId("skip").addEventListener("click", (event) => {
  event.preventDefault();
  byId("main").focus();
});

addEventListener("hashchange", go);
go();
