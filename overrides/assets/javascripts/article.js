// What an article can do beyond being read. Every part is an addition: without this file the page is complete.
const prose = document.querySelector(".hc-prose");
const words = prose.dataset;
const status = document.querySelector(".hc-announced");

// Contents: open beside the text, folded above it; the section being read is marked.
function followContents(contents) {
  const wide = matchMedia("(min-width: 64rem)");
  const fold = () => {
    contents.open = wide.matches;
  };
  wide.addEventListener("change", fold);
  fold();

  const links = new Map(
    [...contents.querySelectorAll("a")].map((link) => [decodeURIComponent(link.hash.slice(1)), link]),
  );
  const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  const mark = () => {
    const passed = headings.filter((heading) => heading.getBoundingClientRect().top < 120);
    const current = links.get((passed.at(-1) ?? headings[0])?.id);
    for (const link of links.values()) {
      if (link === current) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    }
  };
  const observer = new IntersectionObserver(mark, { rootMargin: "0px 0px -75% 0px" });
  headings.forEach((heading) => observer.observe(heading));
}

// An address with an anchor inside a closed question opens it.
function openTarget() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const closed = target && target.closest("details:not([open])");
  if (!closed) return;
  closed.open = true;
  target.scrollIntoView();
}

function addCopyButton(block) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "hc-copy";
  button.textContent = words.copy;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(block.querySelector("code")?.textContent ?? block.textContent);
    button.textContent = words.copied;
    setTimeout(() => {
      button.textContent = words.copy;
    }, 2000);
  });
  block.prepend(button);
}

// Steps can be ticked; what is done stays in this browser.
function addTicks(steps) {
  const key = `helpcentre.steps:${location.pathname}`;
  let done = new Set();
  try {
    done = new Set(JSON.parse(localStorage.getItem(key) ?? "[]"));
  } catch {
    /* no storage: start afresh */
  }
  steps.forEach((step, index) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "hc-step__tick";
    button.dataset.step = step.dataset.step;
    button.title = words.done;
    button.setAttribute("aria-label", `${words.done}: ${step.dataset.step}`);
    button.setAttribute("aria-pressed", done.has(index));
    button.addEventListener("click", () => {
      if (!done.delete(index)) done.add(index);
      button.setAttribute("aria-pressed", done.has(index));
      try {
        localStorage.setItem(key, JSON.stringify([...done]));
      } catch {
        /* the tick lasts as long as the page */
      }
    });
    step.prepend(button);
  });
}

// Stacked as cards on a phone, a table is still one to screen readers, in browsers that go by `display`, too.
function nameRoles(table) {
  table.role = "table";
  for (const part of table.querySelectorAll("thead, tbody, tfoot")) part.role = "rowgroup";
  for (const row of table.rows) {
    row.role = "row";
    for (const cell of row.cells) cell.role = { col: "columnheader", row: "rowheader" }[cell.scope] ?? "cell";
  }
}

// A fee table whose data has several currencies or periods shows one at a time; without this, all.
function addSwitch(figure, kind) {
  const parts = [...figure.querySelectorAll(`[data-${kind}]`)];
  const choices = [...new Set(parts.map((part) => part.dataset[kind]))];
  if (choices.length < 2) return;
  const show = (choice) => parts.forEach((part) => (part.hidden = part.dataset[kind] !== choice));
  const group = document.createElement("fieldset");
  group.className = "hc-fees__switch";
  const legend = document.createElement("legend");
  legend.textContent = words[kind];
  group.append(legend, ...choices.map((choice, index) => radio(`${figure.id}-${kind}`, choice, !index)));
  group.addEventListener("change", (event) => show(event.target.value));
  figure.prepend(group);
  show(choices[0]);
}

function radio(name, value, checked) {
  const label = document.createElement("label");
  const input = Object.assign(document.createElement("input"), { type: "radio", name, value, checked });
  label.append(input, value);
  return label;
}

// Many questions can be opened at once, to read them through.
function addOpenAll(list) {
  const items = [...list.querySelectorAll(":scope > details")];
  if (items.length < 3) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "hc-faq__all";
  const isOpen = () => items.every((item) => item.open);
  const name = () => {
    button.textContent = isOpen() ? words.closeAll : words.openAll;
  };
  button.addEventListener("click", () => {
    const open = !isOpen();
    items.forEach((item) => (item.open = open));
  });
  items.forEach((item) => item.addEventListener("toggle", name));
  name();
  list.prepend(button);
}

// The link beside a heading is copied as it is followed.
async function copyAddress(link) {
  await navigator.clipboard.writeText(link.href);
  link.dataset.copied = words.copied;
  status.textContent = words.copied;
  setTimeout(() => {
    delete link.dataset.copied;
    status.textContent = "";
  }, 2000);
}

// What scrolls sideways must be reachable by keyboard.
function keepReachable(table) {
  if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
}

// A video or map is fetched from its provider only after a click.
function loadEmbed(figure) {
  const frame = document.createElement("iframe");
  frame.src = figure.dataset.src;
  frame.title = figure.querySelector(".hc-embed__title").textContent;
  frame.allow = "fullscreen; picture-in-picture";
  figure.replaceChildren(frame);
  frame.focus();
}

// A picture that is shown smaller than it is can be enlarged.
function addZoom(image) {
  if (image.closest("a, button") || image.naturalWidth < image.clientWidth * 1.2) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "hc-zoom";
  button.setAttribute("aria-label", `${words.enlarge}: ${image.alt}`);
  image.replaceWith(button);
  button.append(image);
  button.addEventListener("click", () => enlarge(image));
}

function enlarge(image) {
  const viewer = document.createElement("dialog");
  viewer.className = "hc-viewer";
  viewer.setAttribute("aria-label", image.alt || words.enlarge);
  const close = document.createElement("button");
  close.className = "md-button";
  close.textContent = words.close;
  const copy = image.cloneNode();
  copy.removeAttribute("loading");
  viewer.append(copy, close);
  viewer.addEventListener("click", () => viewer.close());
  viewer.addEventListener("close", () => viewer.remove());
  document.body.append(viewer);
  viewer.showModal();
}

// The answer goes to the configured endpoint, or to whoever listens for the event; the reader hears back either way.
async function sendFeedback(form, answer) {
  const data = new FormData(form);
  data.set("helpful", answer);
  const detail = Object.fromEntries(data);
  form.dispatchEvent(new CustomEvent("helpcentre:feedback", { detail, bubbles: true }));
  if (form.dataset.feedback !== "post") return;
  const response = await fetch(form.action, { method: "POST", body: data });
  if (!response.ok) throw new Error(`feedback answered ${response.status}`);
}

function listenForFeedback(form) {
  const status = form.querySelector("[role=status]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = event.submitter.value;
    try {
      await sendFeedback(form, answer);
      form
        .querySelectorAll("button")
        .forEach((button) => button.setAttribute("aria-pressed", button === event.submitter));
      status.textContent = status.dataset[answer];
    } catch {
      status.textContent = status.dataset.failed;
    }
  });
}

document.querySelectorAll("[data-contents]").forEach(followContents);
document.querySelectorAll("[data-feedback]").forEach(listenForFeedback);
prose.querySelectorAll(".hc-fees").forEach((figure) => ["currency", "period"].forEach((kind) => addSwitch(figure, kind)));
prose.querySelectorAll("table").forEach(nameRoles);
prose.querySelectorAll("table").forEach(keepReachable);
prose.querySelectorAll(".hc-faq").forEach(addOpenAll);
addTicks(prose.querySelectorAll(".hc-step"));
if (navigator.clipboard) prose.querySelectorAll("pre").forEach(addCopyButton);
for (const image of prose.querySelectorAll("img")) {
  if (image.complete) addZoom(image);
  else image.addEventListener("load", () => addZoom(image), { once: true });
}
prose.addEventListener("click", (event) => {
  const permalink = event.target.closest(".headerlink");
  if (permalink && navigator.clipboard) copyAddress(permalink);
  const figure = event.target.closest(".hc-embed__link")?.closest(".hc-embed[data-src]");
  if (!figure) return;
  event.preventDefault();
  loadEmbed(figure);
});
addEventListener("hashchange", openTarget);
openTarget();
