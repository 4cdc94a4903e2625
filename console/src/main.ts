import { App } from "./page/app.ts";
import { createApi } from "./query/api.ts";

new App(window, createApi(window.fetch.bind(window))).start();
