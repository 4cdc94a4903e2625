import type { Locator, Page } from "playwright-core";

/** What a reader's hands do on a page; presses of the mouse are counted. */
export interface Hands {
  /** How often the mouse was pressed. */
  clicks(): number;
  click(target: Locator | string): Promise<void>;
  press(...keys: readonly string[]): Promise<void>;
  /** Writes into the query editor in place of what is there. */
  write(query: string): Promise<void>;
  /** What the query editor holds. */
  written(): Promise<string>;
  /** Waits until a text is somewhere within; it is there, or this throws. */
  see(selector: string, text?: string | RegExp): Promise<true>;
}

/** The hands for a page. */
export function handsOn(page: Page): Hands {
  let clicks = 0;
  const editor = page.locator(".query-box .cm-content");
  return {
    clicks: () => clicks,
    async click(target) {
      clicks++;
      await (typeof target === "string" ? page.locator(target) : target).first().click();
    },
    async press(...keys) {
      for (const key of keys) await page.keyboard.press(key);
    },
    async write(query) {
      await editor.click();
      await page.keyboard.press("Control+a");
      await page.keyboard.insertText(query);
    },
    written: async () => (await editor.locator(".cm-line").allInnerTexts()).join("\n"),
    async see(selector, text) {
      const target = page.locator(selector);
      const fitting = text === undefined ? target : target.filter({ hasText: text });
      await fitting.first().waitFor({ state: "attached" });
      return true;
    },
  };
}
