// Answers that say no: the page reads them, instead of an error of CORS that says nothing.
import { call, answer, json, step } from "./page.js";

const explained = async (path, options, ...headers) => {
  const a = await call(path, options);
  const { outcome, nearMisses } = await a.json();
  const out = { status: a.status, type: a.headers.get("Content-Type"), outcome, nearest: nearMisses?.[0]?.route ?? null };
  for (const name of headers) out[name] = a.headers.get(name);
  return out;
};

step("an unknown path", () => explained("/thingz"));
step("an unknown path after a preflight", () => explained("/thingz/1", { ...json("PUT", {}), credentials: "include" }));
step("another method", () => explained("/things", { method: "DELETE" }, "Allow"));
step("an injected error", () => explained("/error"));
step("without a token", () => explained("/guarded", {}, "WWW-Authenticate"));
step("with a token", () => answer("/guarded", { headers: { Authorization: "Bearer let-me-in" } }));
step("a WebSocket without an upgrade", () => explained("/socket"));
step("too often", async () => {
  await call("/seldom");
  const a = await explained("/seldom", {}, "Retry-After", "RateLimit-Policy");
  return { ...a, "Retry-After": a["Retry-After"] > 0 };
});
