// What goes wrong below HTTP. The page sees it and goes on.
import { call, json, reached, step } from "./page.js";

step("a reset connection", () => reached("/faults/reset"));
step("an empty reply", () => reached("/faults/empty"));
step("half of the body", () => reached("/faults/cut"));
step("a wrong length", () => reached("/faults/length"));
step("a malformed chunk", () => reached("/faults/chunk"));
step("a reset connection after a preflight", () => reached("/faults/reset", json("PUT", {})));

step("a hang", async () => {
  const abort = new AbortController();
  setTimeout(() => abort.abort(), 100);
  return { aborted: await reached("/faults/hang", { signal: abort.signal }), timeout: await reached("/faults/hang", { signal: AbortSignal.timeout(100) }) };
});

step("leaving a slow body", async () => {
  const reader = (await call("/slow")).body.getReader();
  const { value } = await reader.read();
  await reader.cancel();
  return { some: value.length > 0, after: (await call("/fine")).status };
});
