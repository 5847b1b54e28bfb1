// Builds everything below static/ui from this folder: `npm ci && npm run build`.
// The result is committed, so running the office needs no Node.
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const room = dirname(here);
const out = join(room, "static", "ui");
const modules = join(here, "node_modules");
const repository = join(room, "..", "..", "..", "..");
const subsets = ["latin", "latin-ext", "cyrillic", "cyrillic-ext"];

const read = (...parts) => readFileSync(join(...parts), "utf8");
const write = (name, text) => {
  const target = join(out, name);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
};
const copy = (from, name) => {
  const target = join(out, name);
  mkdirSync(dirname(target), { recursive: true });
  cpSync(from, target);
};

function files(folder) {
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(path).isDirectory() ? files(path) : [path]));
}

rmSync(out, { recursive: true, force: true });

// The font: upright, variable weight, the four subsets that our languages need.
const fontRules = read(modules, "@fontsource-variable/noto-sans/wght.css")
  .split(/(?=\/\* noto-sans-)/)
  .filter((rule) => subsets.some((subset) => rule.includes(`/* noto-sans-${subset}-wght-normal */`)))
  .join("")
  .replaceAll("./files/", "fonts/")
  .replaceAll("woff2-variations", "woff2");
for (const subset of subsets) {
  const name = `noto-sans-${subset}-wght-normal.woff2`;
  copy(join(modules, "@fontsource-variable/noto-sans/files", name), join("fonts", name));
}

const quiet = { ...sass.Logger.silent };
const compiled = sass.compile(join(here, "scss", "przystan.scss"), {
  style: "compressed",
  charset: false,
  loadPaths: [modules],
  logger: quiet,
});
const fonts = sass.compileString(fontRules, { style: "compressed" });
write("przystan.css", `${fonts.css}${compiled.css}\n`);

for (const name of ["theme.js", "przystan.js"]) copy(join(here, "js", name), name);
for (const name of readdirSync(join(here, "images"))) copy(join(here, "images", name), name);
copy(join(modules, "htmx.org/dist/htmx.min.js"), "vendor/htmx.min.js");
copy(join(modules, "htmx-ext-sse/dist/sse.min.js"), "vendor/htmx-sse.min.js");

// Licences travel with what they cover.
const version = (name) => JSON.parse(read(modules, name, "package.json")).version;
const licences = [
  ["govuk-frontend", "MIT", read(here, "licences", "govuk-frontend.txt")],
  ["@fontsource-variable/noto-sans", "OFL-1.1", read(modules, "@fontsource-variable/noto-sans/LICENSE")],
  ["htmx.org", "0BSD", read(modules, "htmx.org/LICENSE")],
  ["htmx-ext-sse", "0BSD", read(modules, "htmx-ext-sse/LICENSE")],
];
write(
  "LICENCES.txt",
  "Przystan's style sheet and scripts: EUPL-1.2. They contain or travel with:\n\n" +
    licences
      .map(([name, kind, text]) => `${"=".repeat(78)}\n${name} ${version(name)} (${kind})\n\n${text.trim()}\n`)
      .join("\n"),
);

// axe is a tool of the tests only and is never served.
const axe = join(repository, "tests", "browser", "vendor");
mkdirSync(axe, { recursive: true });
cpSync(join(modules, "axe-core/axe.min.js"), join(axe, "axe.min.js"));
writeFileSync(
  join(axe, "LICENCE.txt"),
  `axe-core ${version("axe-core")}, MPL-2.0, unmodified, used by the browser tests only.\n\n` +
    read(modules, "axe-core/LICENSE"),
);

const manifest = Object.fromEntries(
  files(out)
    .map((path) => [
      relative(out, path).replaceAll("\\", "/"),
      "sha384-" + createHash("sha384").update(readFileSync(path)).digest("base64"),
    ])
    .sort(([one], [other]) => (one < other ? -1 : 1)),
);
write("manifest.json", `${JSON.stringify(manifest, null, 2)}\n`);
for (const name of Object.keys(manifest)) {
  console.log(`${String(statSync(join(out, name)).size).padStart(8)}  ${name}`);
}
