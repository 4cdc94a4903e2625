import { Button } from "@mantine/core";
import { WithCode } from "./with-code.tsx";
import type { Message } from "./message.ts";

interface MessageCardProps {
  readonly message: Message;
  /** It is all that the page has to say. */
  readonly isPage?: boolean;
}

/** A message in the middle of the place of what it is about. */
export function MessageCard({ message, isPage = false }: MessageCardProps) {
  const Heading = isPage ? "h1" : "h2";
  const { tone, title, detail, command, actions = [] } = message;
  return (
    <div className={`message ${tone}`} role={tone === "failure" ? "alert" : undefined}>
      <Heading>{title}</Heading>
      <p>
        <WithCode text={detail} />
      </p>
      {command !== undefined && <pre>{command}</pre>}
      {actions.length > 0 && (
        <div className="message-actions">
          {actions.map(({ label, run }) => (
            <Button key={label} variant="default" onClick={run}>
              {label}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}
