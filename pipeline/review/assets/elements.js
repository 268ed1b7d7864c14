// Elements are made node by node; no string ever becomes markup.

const fill = (node, properties, children) => {
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") node.addEventListener(name, value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
};

const h = (tag, properties, ...children) => fill(document.createElement(tag), properties, children);

const svg = (tag, properties, ...children) =>
  fill(document.createElementNS("http://www.w3.org/2000/svg", tag), properties, children);

const byId = (id) => document.getElementById(id);

const say = (words) => { byId("said").textContent = words; };

const counted = (number, noun) => `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;

// A long list is made as it comes into sight: `size` entries at first, and again whenever its end is near.
const lazily = (list, entries, make, size = 60) => {
  let next = 0;
  const end = h("li", { class: "end", "aria-hidden": "true" });
  const more = () => {
    const made = entries.slice(next, next + size).map(make);
    next += made.length;
    end.remove();
    list.append(...made);
    if (next < entries.length) list.append(end);
    else watch.disconnect();
  };
  const watch = new IntersectionObserver((seen) => { if (seen.some((one) => one.isIntersecting)) more(); }, { rootMargin: "600px" });
  more();
  if (next < entries.length) watch.observe(end);
  return list;
};
