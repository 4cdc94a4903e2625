/** A browser without a screen: keeps cookies for each host, follows redirects, sends forms. */
export class Walker {
  readonly #cookies = new Map<string, Map<string, string>>();

  /** Goes to an address, and on to where it leads; stops where `until` says. */
  async go(
    url: string,
    { until, form }: { readonly until?: RegExp; readonly form?: Record<string, string> } = {},
  ): Promise<{ readonly url: string; readonly status: number; readonly text: string }> {
    let at = url;
    let body: URLSearchParams | undefined = form && new URLSearchParams(form);
    for (let steps = 0; steps < 20; steps++) {
      const response: Response = await fetch(at, {
        redirect: "manual",
        method: body === undefined ? "GET" : "POST",
        headers: { cookie: this.#cookieFor(at), accept: "text/html" },
        ...(body === undefined ? {} : { body }),
      });
      this.#keep(at, response);
      const text = await response.text();
      const to = response.headers.get("location");
      if (to === null) return { url: at, status: response.status, text };
      at = new URL(to, at).href;
      body = undefined;
      if (until?.test(at) === true) return { url: at, status: response.status, text };
    }
    throw new Error(`${url} leads nowhere`);
  }

  cookieFor(url: string): string {
    return this.#cookieFor(url);
  }

  #cookieFor(url: string): string {
    const kept = this.#cookies.get(new URL(url).host) ?? new Map<string, string>();
    return [...kept].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  #keep(url: string, response: Response): void {
    const { host } = new URL(url);
    const kept = this.#cookies.get(host) ?? new Map<string, string>();
    this.#cookies.set(host, kept);
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ""] = cookie.split(";");
      const at = pair.indexOf("=");
      const value = pair.slice(at + 1);
      if (value === "") kept.delete(pair.slice(0, at));
      else kept.set(pair.slice(0, at), value);
    }
  }
}
