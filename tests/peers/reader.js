// A reader made with llrpjs: answers our client, then reports the tags of its arguments.
"use strict";
const { LLRPCore, LLRPServer } = require("llrpjs");
const [port, rounds, ...epcs] = process.argv.slice(2);
const reader = new LLRPServer({ port: Number(port), host: "127.0.0.1" });
const good = { LLRPStatus: { StatusCode: "M_Success", ErrorDescription: "" } };
const bytes = (hex) => hex.match(/../g).map((pair) => parseInt(pair, 16));
for (const name of ["SET_READER_CONFIG", "DELETE_ROSPEC", "ADD_ROSPEC", "ENABLE_ROSPEC"]) {
  reader.on(name, (message) => reader.send(new LLRPCore[name + "_RESPONSE"]({
    id: message.getMessageId(), data: good })));
}
reader.on("START_ROSPEC", async (message) => {
  await reader.send(new LLRPCore.START_ROSPEC_RESPONSE({ id: message.getMessageId(), data: good }));
  for (let n = 0; n < Number(rounds); n++) {
    await reader.send(new LLRPCore.RO_ACCESS_REPORT({ id: n, data: { TagReportData:
      epcs.map((hex, place) => ({
        EPC_96: { EPC: bytes(hex) }, AntennaID: { AntennaID: 1 + place },
        PeakRSSI: { PeakRSSI: -50 - place }, TagSeenCount: { TagCount: 2 } })) } }));
  }
});
reader.on("connection", () => reader.send(new LLRPCore.READER_EVENT_NOTIFICATION({ data: {
  ReaderEventNotificationData: { UTCTimestamp: { Microseconds: new Date() },
    ConnectionAttemptEvent: { Status: "Success" } } } })));
reader.on("error", (problem) => process.stderr.write(problem + "\n"));
reader.listen();
process.stdout.write("listening\n");
