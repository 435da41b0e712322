// Server-sent events and WebSockets.
import { mock, step } from "./page.js";

step("events", () => new Promise((resolve) => {
  const source = new EventSource(mock + "/events", { withCredentials: true });
  const seen = [];
  const note = (e) => seen.push([e.lastEventId, e.type, e.data]);
  source.onmessage = note;
  source.addEventListener("tick", note);
  source.onerror = () => source.readyState === EventSource.CLOSED && resolve({ seen });
}));

const talk = (path, say, protocols) => new Promise((resolve) => {
  const socket = new WebSocket(mock.replace(/^http/, "ws") + path, protocols);
  socket.binaryType = "arraybuffer";
  const heard = [];
  socket.onopen = () => say.forEach((text) => socket.send(text));
  socket.onmessage = ({ data }) => heard.push(typeof data === "string" ? data : [...new Uint8Array(data)]);
  socket.onclose = ({ code, wasClean }) => resolve({ heard, code, clean: wasClean, protocol: socket.protocol });
});

step("a WebSocket", () => talk("/socket", ["nonsense", "name=Ann", "data"], ["chat"]));
step("a WebSocket where there is none", () => talk("/things", []));
