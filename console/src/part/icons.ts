/** Line drawings on a 24 by 24 field. */
export const icons = {
  account: "M4 21V6l8-3 8 3v15M9 21v-5h6v5M8 10h.01M12 10h.01M16 10h.01M2 21h20",
  shield: "M12 3l8 3v6c0 5-3.4 8-8 9-4.6-1-8-4-8-9V6zM8.5 12l2.5 2.5 4.5-5",
  laptop: "M5 5h14v10H5zM2 19h20",
  user: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM5 21c0-4 3-6 7-6s7 2 7 6",
  key: "M12 15.5a4.5 4.5 0 1 1-9 0 4.5 4.5 0 0 1 9 0zM10.7 12.3L19 4M15.5 7.5l3 3",
  users:
    "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c0-3.5 2.8-5.5 6.5-5.5s6.5 2 6.5 5.5M16 4.3a3.5 3.5 0 0 1 0 6.4M18 14.8c2.2.8 3.5 2.6 3.5 5.2",
  robot: "M5 9h14v10H5zM12 9V4M9 13h.01M15 13h.01M10 16.3h4M2.5 12v4M21.5 12v4",
  bug: "M8.5 8a3.5 3.5 0 0 1 7 0M7 8.5h10V14a5 5 0 0 1-10 0zM12 12v7M3 8l4 2.5M21 8l-4 2.5M3.5 20L7.5 17M20.5 20l-4-3M2.5 14H7M21.5 14H17",
  hash: "M9.5 4l-2 16M16.5 4l-2 16M4.5 9h16M3.5 15h16",
  box: "M12 3l8 4.5v9L12 21l-8-4.5v-9zM4 7.5l8 4.5 8-4.5M12 12v9",
  badge:
    "M6 5h12v16H6zM10 5V2.5h4V5M12 14a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM8.5 18.5c.5-1.8 1.8-2.5 3.5-2.5s3 .7 3.5 2.5",
  dot: "M12 12h.01",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  fit: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5",
  download: "M12 4v11M7 11l5 5 5-5M4 20h16",
  sun: "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 2v2.5M12 19.5V22M2 12h2.5M19.5 12H22M5 5l1.7 1.7M17.3 17.3L19 19M5 19l1.7-1.7M17.3 6.7L19 5",
  moon: "M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z",
  close: "M6 6l12 12M18 6L6 18",
  hide: "M3 3l18 18M10 5.3A9.5 9.5 0 0 1 12 5c5 0 8.5 4 10 7a17 17 0 0 1-2.7 3.7M6 7.5A16 16 0 0 0 2 12c1.5 3 5 7 10 7a9.7 9.7 0 0 0 4.5-1.1",
  expand:
    "M12 12h.01M5 5l4.5 4.5M19 5l-4.5 4.5M5 19l4.5-4.5M19 19l-4.5-4.5M5 5h.01M19 5h.01M5 19h.01M19 19h.01",
  undo: "M8 5L3.5 9.5 8 14M4 9.5h10a6 6 0 0 1 0 12h-4",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  home: "M4 11l8-7 8 7v9h-5v-6H9v6H4z",
  plug: "M9 3v5M15 3v5M6 8h12v3a6 6 0 0 1-12 0zM12 17v4",
  code: "M8 7l-5 5 5 5M16 7l5 5-5 5M13.5 5l-3 14",
  question:
    "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM9.5 9.5a2.5 2.5 0 1 1 3.6 2.2c-.7.4-1.1.9-1.1 1.8M12 16.5h.01",
  graph:
    "M6 8a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM18 11a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM9 21a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM8.4 6.2l7.2 1.7M6.6 8l1.8 8M16.6 10.6l-5.9 6",
  stack: "M12 3l9 5-9 5-9-5zM3 12.5l9 5 9-5M3 17l9 5 9-5",
  history: "M4 5v5h5M4.5 10a8.5 8.5 0 1 1-.9 5M12 8v4.5l3 2",
  bell: "M6 10a6 6 0 0 1 12 0c0 5 2 6.5 2 6.5H4S6 15 6 10zM10 20.5a2.3 2.3 0 0 0 4 0",
  chart: "M4 20V4M4 20h16M8.5 16v-5M13 16V8M17.5 16v-7",
  gear: "M12 15.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM12 2.5v3M12 18.5v3M2.5 12h3M18.5 12h3M5.3 5.3l2.1 2.1M16.6 16.6l2.1 2.1M5.3 18.7l2.1-2.1M16.6 7.4l2.1-2.1",
  search: "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l5 5",
  menu: "M4 7h16M4 12h16M4 17h16",
  check: "M5 12.5l4.5 4.5L19 7.5",
  warning: "M12 4l9.5 16h-19zM12 10v4M12 17h.01",
  columns: "M4 5h16v14H4zM9.5 5v14M14.5 5v14",
  link: "M10 14a4 4 0 0 0 5.7 0l3.1-3.1a4 4 0 0 0-5.7-5.7L12 6.3M14 10a4 4 0 0 0-5.7 0l-3.1 3.1a4 4 0 0 0 5.7 5.7l1.1-1.1",
  play: "M8 5l11 7-11 7z",
  stop: "M7 7h10v10H7z",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.5 2",
  right: "M9 5l7 7-7 7",
  down: "M5 9l7 7 7-7",
  group: "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h6v6h-6z",
  path: "M6 20a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM18 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM8 18h6a4 4 0 0 0 0-8h-4a4 4 0 0 1 0-4h6",
  layout: "M4 12h4M8 12l5-6h3M8 12l5 6h3M8 12h8M16 4h4v4h-4zM16 10h4v4h-4zM16 16h4v4h-4z",
  keyboard: "M3 6h18v12H3zM7 10h.01M11 10h.01M15 10h.01M8 14h8",
  system: "M4 5h16v11H4zM8 20h8M12 16v4",
} as const;

/** The name of a drawing. */
export type IconName = keyof typeof icons;

/** A drawing as an address, for the canvas. */
export function iconUri(name: IconName, colour: string): string {
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="48" height="48" viewBox="0 0 24 24" fill="none" stroke="${colour}" ` +
    `stroke-width="2" stroke-linecap="round" stroke-linejoin="round"><path d="${icons[name]}"/></svg>`;
  return `data:image/svg+xml;utf8,${encodeURIComponent(svg)}`;
}
