import { z } from "zod";
import { Failure } from "../../base/failure.ts";
import { askPublication, findTarget } from "../../store/publication-targets.ts";
import { idInput } from "../access/user-view.ts";
import { findInstance } from "../instances/find-instance.ts";
import { changeVerb } from "../verb.ts";

/** Asks for a publication; the server goes about it within seconds. */
export const publicationsAsk = changeVerb({
  name: "publications.ask",
  summary: "Publish an instance's graph now, to where it is published",
  role: "editor",
  input: z.strictObject({ id: idInput }),
  output: z.object({ asked: z.number() }),
  async run({ session, note }, { id }) {
    await findInstance(session, id);
    if ((await findTarget(session, id)) === null) throw nowhere(id);
    await askPublication(session, id, true);
    note({ object: `instance ${id}` });
    return { asked: id };
  },
});

function nowhere(id: number): Failure {
  const message = `Cannot publish the graph of instance ${id}: nobody said where to. An administrator sets it (PUT /api/v1/instances/${id}/publication).`;
  return new Failure(message, { code: "conflict", retryable: false });
}
