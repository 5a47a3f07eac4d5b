// Our components as blocks of the editor: guide/en/writing/ has their syntax.
//
// `fromBlock` reads what `pattern` found, `toBlock` writes it as the importer would, so that an article which
// nobody changed stays as it is, byte for byte.

const INDENT = "    ";
const indent = (text) =>
  text
    .split("\n")
    .map((line) => (line.trim() ? INDENT + line : ""))
    .join("\n");
const outdent = (text) => text.replace(/^(?: {4}|\t)/gm, "").trim();
const quote = (text) => (text ? ` "${text.replaceAll('"', "”")}"` : "");

// Lines that are indented, and empty ones between them.
const INSIDE = String.raw`((?:\n[ \t]*)*(?:\n(?: {4}|\t)[^\n]*(?:\n[ \t]*(?=(?:\n[ \t]*)*\n(?: {4}|\t)))*)+)`;
const block = (head) => new RegExp(`^${head}[ \\t]*${INSIDE}`, "m");

// A list: its first item, then more items, their further lines, and empty lines before either.
const ITEM = String.raw`(?:\d+\.|-) [^\n]*`;
const MORE = String.raw`(?:(?:\n[ \t]*)*\n(?:${ITEM}| {4}[^\n]*))`;

const text = (name, label, more = {}) => ({ name, label, widget: "string", required: false, ...more });
const inside = { name: "body", label: "Text", widget: "text" };

// What the preview shows of a block: words, not the page's own design.
const escape = (text = "") =>
  text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);
const boxed = (title, body = "") =>
  `<blockquote><p><strong>${escape(title)}</strong></p><pre>${escape(body)}</pre></blockquote>`;

export const blocks = [
  {
    id: "picture",
    label: "Picture",
    icon: "image",
    fields: [
      { name: "src", label: "Picture", widget: "image" },
      text("alt", "What it shows, for readers who can't see it"),
      text("caption", "Caption"),
      { name: "size", widget: "hidden", required: false },
    ],
    pattern:
      /^!\[(?<alt>[^\]\n]*)\]\((?<src>(?!https?:)[^()\s]+)\)(?<size>\{[^}\n]*\})?$(?:\n\n\/\/\/ caption\n(?<caption>[^\n]+)\n\/\/\/$)?/m,
    toBlock: ({ alt, src, size, caption }) =>
      `![${alt ?? ""}](${src ?? ""})${size ?? ""}${caption ? `\n\n/// caption\n${caption}\n///` : ""}`,
    toPreview: ({ alt, src, caption }) =>
      `<figure><img src="${escape(src)}" alt="${escape(alt)}"><figcaption>${escape(caption)}</figcaption></figure>`,
  },
  {
    id: "film",
    label: "Film",
    icon: "movie",
    fields: [text("src", "Address", { required: true }), text("title", "What it shows")],
    pattern: /^!\[(?<title>[^\]\n]*)\]\((?<src>https?:[^()\s]+)\)$/m,
    toBlock: ({ title, src }) => `![${title ?? ""}](${src ?? ""})`,
    toPreview: ({ title, src }) => boxed(title || "Film", src),
  },
  {
    id: "callout",
    label: "Callout",
    icon: "info",
    fields: [
      {
        name: "kind",
        label: "Kind",
        widget: "select",
        options: ["note", "tip", "important", "warning"],
        default: "note",
      },
      text("title", "Title, if not the kind's own"),
      inside,
    ],
    pattern: block(String.raw`!!! (note|tip|important|warning)(?: "([^"\n]*)")?`),
    fromBlock: ([, kind, title, body]) => ({ kind, title: title ?? "", body: outdent(body) }),
    toBlock: ({ kind, title, body }) => `!!! ${kind || "note"}${quote(title)}\n\n${indent(body ?? "")}`,
    toPreview: ({ kind, title, body }) => boxed(title || kind, body),
  },
  {
    id: "question",
    label: "Question",
    icon: "help",
    fields: [text("title", "Question", { required: true }), { ...inside, label: "Answer" }],
    pattern: block(String.raw`\?\?\? question(?: "([^"\n]*)")?`),
    fromBlock: ([, title, body]) => ({ title: title ?? "", body: outdent(body) }),
    toBlock: ({ title, body }) => `??? question${quote(title)}\n\n${indent(body ?? "")}`,
    toPreview: ({ title, body }) => boxed(title, body),
  },
  {
    id: "tab",
    label: "Tab",
    icon: "tab",
    fields: [text("title", "Title", { required: true }), inside],
    pattern: block(String.raw`=== "([^"\n]*)"`),
    fromBlock: ([, title, body]) => ({ title, body: outdent(body) }),
    toBlock: ({ title, body }) => `===${quote(title)}\n\n${indent(body ?? "")}`,
    toPreview: ({ title, body }) => boxed(title, body),
  },
  {
    id: "list",
    label: "List with more in it",
    icon: "format_list_numbered",
    fields: [{ ...inside, label: "Items" }],
    // Empty lines between its items, or blocks in them: the editor's own lists would lose both.
    pattern: new RegExp(String.raw`^(?=${ITEM}(?:\n[^\n]+)*\n[ \t]*\n(?:${ITEM}| {4}))(?<body>${ITEM}${MORE}*)`, "m"),
    toBlock: ({ body }) => body ?? "",
    toPreview: ({ body }) => boxed("List", body),
  },
  {
    id: "fees",
    label: "Fees from shared data",
    icon: "payments",
    fields: [text("data", "Name of the table in docs/_data/fees", { required: true })],
    pattern: /^\/\/\/ fees\n {4}data: (?<data>[\w-]+)\n\/\/\/$/m,
    toBlock: ({ data }) => `/// fees\n    data: ${data ?? ""}\n///`,
    toPreview: ({ data }) => boxed("Fees", data),
  },
  {
    id: "fee-table",
    label: "Fee table",
    icon: "table",
    fields: [text("title", "Caption"), { ...inside, label: "Table" }],
    pattern: /^\/\/\/ fees(?: \| (?<title>[^\n]+))?\n(?<body>[\s\S]*?)\n\/\/\/$/m,
    toBlock: ({ title, body }) => `/// fees${title ? ` | ${title}` : ""}\n${body ?? ""}\n///`,
    toPreview: ({ title, body }) => boxed(title || "Fees", body),
  },
  {
    id: "code",
    label: "Code",
    icon: "code",
    fields: [text("language", "Language"), { ...inside, label: "Code" }],
    pattern: /^```(?<language>[^`\n]*)\n(?<body>[\s\S]*?)\n```$/m,
    toBlock: ({ language, body }) => `\`\`\`${language ?? ""}\n${body ?? ""}\n\`\`\``,
    toPreview: ({ language, body }) => boxed(language || "Code", body),
  },
  {
    id: "button",
    label: "Button",
    icon: "smart_button",
    fields: [text("label", "Words", { required: true }), text("href", "Address", { required: true })],
    pattern: /^\[(?<label>[^\]\n]+)\]\((?<href>[^()\s]+)\)\{ \.md-button \}$/m,
    toBlock: ({ label, href }) => `[${label ?? ""}](${href ?? ""}){ .md-button }`,
    toPreview: ({ label, href }) => boxed(label, href),
  },
];
