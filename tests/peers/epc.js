// Encode tag URIs, one a line, with epc-tds; print their hexadecimal digits and the URI read back.
"use strict";
const library = require("epc-tds");
const tds = library.default || library;
const lines = require("fs").readFileSync(0, "utf8").trim().split("\n");
const told = lines.map((uri) => {
  try {
    const hex = tds.fromTagURI(uri).toHexString();
    return hex + " " + tds.valueOf(hex).toTagURI();
  } catch (refused) { return "refused " + refused; }
});
process.stdout.write(told.join("\n") + "\n");
