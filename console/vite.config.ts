import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [react()],
  build: {
    target: "es2024",
    // Where `light-dark()` and `text-wrap` are known: browsers of spring 2024 and later.
    cssTarget: ["chrome123", "firefox121", "safari17.5"],
    // A `data:` font or a preload polyfill would be the first thing that the content security policy refuses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The graph library alone is 430 kB, 134 kB compressed: it is a chunk of its own, loaded with the first picture.
    chunkSizeWarningLimit: 560,
    manifest: true,
  },
});
