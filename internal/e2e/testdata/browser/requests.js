// Credentials, preflights, methods and headers.
import { mock, call, answer, json, step } from "./page.js";

step("cookies", async () => {
  await call("/login", { method: "POST", credentials: "include" });
  const readable = document.cookie.includes("session");
  return { kept: await answer("/me", { credentials: "include" }), omitted: await answer("/me", { credentials: "omit" }), readable };
});

step("cookies of another site", async () => {
  const elsewhere = mock.replace("127.0.0.1", "localhost");
  await fetch(elsewhere + "/login", { method: "POST", credentials: "include" });
  return (await fetch(elsewhere + "/me", { credentials: "include" })).json();
});

step("request headers", () =>
  answer("/headers", { ...json("POST", { n: 1 }), headers: { "Content-Type": "application/json", "X-Client": "page", Authorization: "Bearer t" }, credentials: "include" }));

step("response headers", async () => {
  const { headers } = await call("/things", { credentials: "include" });
  return Object.fromEntries(["x-mock-example", "x-mock-route", "x-mock-reason", "x-own", "set-cookie"].map((name) => [name, headers.get(name)]));
});

step("things", async () => {
  const of = (id, options) => answer("/users" + id, options);
  const out = { made: await of("", json("POST", { name: "Cid" })) };
  out.replaced = (await of("/1", json("PUT", { name: "Ann B." }))).body;
  out.patched = (await of("/2", json("PATCH", { age: 7 }))).body;
  out.deleted = (await of("/3", { method: "DELETE" })).status;
  out.missing = (await of("/3")).status;
  const list = await call("/users");
  out.left = { total: list.headers.get("X-Total-Count"), things: await list.json() };
  return out;
});

step("HEAD", async () => {
  const a = await call("/things", { method: "HEAD" });
  return { status: a.status, length: a.headers.get("Content-Length"), body: await a.text() };
});

step("a form", () => {
  const form = new FormData();
  form.append("name", "Ann");
  form.append("file", new Blob(["12345"]), "five.txt");
  return answer("/form", { method: "POST", body: form });
});

step("redirects", async () => {
  const followed = await call("/old", { headers: { "X-Client": "page" } });
  const kept = await call("/old-form", json("POST", { n: 1 }));
  const manual = await call("/old", { redirect: "manual" });
  return {
    followed: { status: followed.status, redirected: followed.redirected, to: followed.url.replace(mock, "") },
    kept: { status: kept.status, body: await kept.json() },
    manual: manual.type,
  };
});

step("validation", async () => {
  const again = () => answer("/tagged", { cache: "no-cache" });
  return { first: await again(), second: await again() };
});

step("a condition of the page's own", async () => {
  const tag = (await call("/marked")).headers.get("ETag");
  return (await call("/marked", { headers: { "If-None-Match": tag } })).status;
});

step("a range", async () => {
  const a = await call("/ranged", { headers: { Range: "bytes=2-5" } });
  return { status: a.status, body: await a.text(), range: a.headers.get("Content-Range") };
});

step("compression", async () => {
  const a = await call("/long");
  return { encoded: a.headers.has("Content-Encoding"), size: (await a.text()).length };
});
