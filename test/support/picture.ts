import type { Picture, PictureNode } from "../../console/src/picture/picture.ts";

/** A picture in a mini-notation: `"a b; c"` is columns, `"a-c b-c"` edges. A node's type is its first letter. */
export function picture(columns: string, links = ""): Picture {
  const nodes = columns.split("; ").flatMap((column, layer) => {
    return column.split(" ").map((id): PictureNode => {
      const type = id.slice(0, 1);
      return {
        id,
        label: id,
        type,
        classes: [],
        layer,
        count: null,
        alert: false,
        entity: null,
        query: null,
      };
    });
  });
  const drawn = links.split(" ").filter((link) => link !== "");
  return {
    kind: "entities",
    nodes,
    edges: drawn.map((id) => {
      const [from = "", to = ""] = id.split("-");
      return { id, from, to, verb: "HAS", count: null, edge: null };
    }),
  };
}
