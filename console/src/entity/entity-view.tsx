import { useState } from "react";
import { RequestFailure } from "../api/request-failure.ts";
import { KindMark } from "../part/kind-mark.tsx";
import { Breakable } from "../part/breakable.tsx";
import { failureMessage } from "../part/failure-message.ts";
import { MessageCard } from "../part/message-card.tsx";
import { Tabs } from "../part/tabs.tsx";
import { Waiting } from "../part/waiting.tsx";
import { RawText } from "../part/raw-text.tsx";
import { EntityActions } from "./entity-actions.tsx";
import { EntityFacts } from "./entity-facts.tsx";
import { EntityTimeline } from "./entity-timeline.tsx";
import type { EntityThen } from "./relation-groups.ts";
import { Relations } from "./relations.tsx";
import { useEntity } from "./use-entity.ts";

const tabs = ["Facts", "Relations", "Timeline", "Raw"] as const;

type Tab = (typeof tabs)[number];

interface EntityViewProps {
  readonly entityKey: string;
  readonly asOf: string | undefined;
  /** The tab that the address asks for. */
  readonly tab?: string | undefined;
  readonly onTab?: (tab: Tab) => void;
  /** Whether it stands beside another page. */
  readonly inDrawer: boolean;
}

/** One entity: what it is, what it is related to, what it was, and how the server tells it. */
export function EntityView({ entityKey, asOf, tab, onTab, inDrawer }: EntityViewProps) {
  const { data, error, refetch } = useEntity(entityKey, asOf);
  const [own, setOwn] = useState<Tab>("Facts");
  const selected = tabs.find((name) => name === tab) ?? own;
  if (isGone(error)) return <GoneView entityKey={entityKey} asHeading={inDrawer ? "h2" : "h1"} />;
  if (error !== null && data === undefined)
    return <MessageCard message={failureMessage(error, () => void refetch())} />;
  const [entity] = data?.entities ?? [];
  if (entity === undefined) return <Waiting />;
  function choose(next: Tab): void {
    setOwn(next);
    onTab?.(next);
  }
  return (
    <article className="entity">
      <EntityHead entity={entity} asHeading={inDrawer ? "h2" : "h1"} />
      <EntityActions entity={entity} inDrawer={inDrawer} />
      <Tabs label="About it" tabs={tabs} selected={selected} onSelect={choose} />
      <EntityTab tab={selected} entity={entity} />
    </article>
  );
}

/** Nothing has this key at that moment: it may have had a past, or be a relationship. */
function isGone(error: Error | null): boolean {
  return error instanceof RequestFailure && error.problem.code === "not_found";
}

interface GoneViewProps {
  readonly entityKey: string;
  readonly asHeading: "h1" | "h2";
}

function GoneView({ entityKey, asHeading: Heading }: GoneViewProps) {
  return (
    <article className="entity">
      <Heading className="gone-title">
        <Breakable text={entityKey} />
      </Heading>
      <p className="muted">No entity has this key at that moment. This is what is kept of it:</p>
      <EntityTimeline entityKey={entityKey} />
    </article>
  );
}

function EntityTab({ tab, entity }: { readonly tab: Tab; readonly entity: EntityThen }) {
  switch (tab) {
    case "Facts":
      return <EntityFacts entity={entity} />;
    case "Relations":
      return <Relations entity={entity} />;
    case "Timeline":
      return <EntityTimeline entityKey={entity.entity.key} />;
    case "Raw":
      return <RawText value={entity} name={entity.entity.key} />;
  }
}

interface EntityHeadProps {
  readonly entity: EntityThen;
  readonly asHeading: "h1" | "h2";
}

function EntityHead({ entity: { entity }, asHeading: Heading }: EntityHeadProps) {
  const { type, classes, displayName, key } = entity;
  return (
    <div className="panel-title">
      <KindMark type={type} classes={classes} size={36} />
      <div>
        <Heading>
          <Breakable text={displayName || key} />
        </Heading>
        <p className="muted">
          <code>{type}</code> · {classes.join(", ")}
        </p>
      </div>
    </div>
  );
}
