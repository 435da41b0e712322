// Which example answers: chosen by headers, and by scenario.
import { call, step } from "./page.js";

const chosen = async (headers, options) => {
  const a = await call("/things", { headers, ...options });
  return { status: a.status, example: a.headers.get("x-mock-example") };
};

step("Prefer", async () => ({ code: await chosen({ Prefer: "code=404" }), example: await chosen({ Prefer: "example=none" }) }));
step("x-mock headers", async () => ({
  name: await chosen({ "x-mock-response-name": "none" }),
  code: await chosen({ "x-mock-response-code": "404" }),
  both: await chosen({ "x-mock-response-name": "none", "x-mock-response-code": "404" }),
}));

step("what exists", async () => {
  const a = await call("/things", { headers: { "x-mock-response-name": "nothing" } });
  return (await a.json()).examples.map(({ name, status }) => [name, status]);
});

step("a scenario", async () => {
  const out = { header: await chosen({ "x-mock-scenario": "empty" }), unknown: await chosen({ "x-mock-scenario": "unheard of" }) };
  document.cookie = "mock-scenario=empty; path=/";
  out.cookie = await chosen({}, { credentials: "include" });
  out.withoutCookie = await chosen({});
  document.cookie = "mock-scenario=; path=/; max-age=0";
  return out;
});
