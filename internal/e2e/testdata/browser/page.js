// What the steps of this page are written with. The mock is at another origin, named in the query.

export const mock = new URLSearchParams(location.search).get("mock");

// call asks the mock as a page does.
export const call = (path, options) => fetch(mock + path, options);

// answer asks the mock and returns the status with the body, as JSON where it is that.
export async function answer(path, options) {
  const a = await call(path, options);
  const body = await a.text();
  return { status: a.status, body: /json/.test(a.headers.get("Content-Type")) ? JSON.parse(body) : body };
}

// json makes the options of a request with a JSON body.
export const json = (method, value) => ({ method, headers: { "Content-Type": "application/json" }, body: JSON.stringify(value) });

// reached says how far a request comes, and whether the next one works.
export async function reached(path, options) {
  const out = {};
  try {
    const a = await call(path, options);
    out.status = a.status;
    out.body = await a.text();
  } catch (e) {
    out.error = e.name;
  }
  out.after = (await call("/fine")).status;
  return out;
}

const steps = [];

// step adds a step: what it returns is compared with what the manual says.
export const step = (name, run) => steps.push({ name, run });

const late = () => new Promise((_, reject) => setTimeout(reject, 60000, new Error("the step does not end")));

// run takes all steps and tells the server of this page how each ended.
export async function run() {
  for (const { name, run } of steps) {
    const outcome = await Promise.race([run(), late()]).catch((e) => ({ threw: `${e.name}: ${e.message}` }));
    await fetch("/outcome?" + new URLSearchParams({ step: name }), { method: "POST", body: JSON.stringify(outcome) });
  }
  await fetch("/done", { method: "POST" });
}
