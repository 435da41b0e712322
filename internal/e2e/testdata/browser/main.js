import { run } from "./page.js";
import "./requests.js";
import "./explained.js";
import "./faults.js";
import "./streams.js";
import "./choices.js";

run();
