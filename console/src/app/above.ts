/** What is open above the page. */
export type Above = "nothing" | "palette" | "shortcuts" | "navigation";
