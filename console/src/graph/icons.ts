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
