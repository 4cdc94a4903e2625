import { type ReactNode, useId } from "react";

interface FieldProps {
  readonly label: string;
  readonly help?: string | undefined;
  readonly problem?: string | undefined;
  readonly isRequired?: boolean;
  /** Draws the input with what it needs to be named and explained. */
  readonly children: (attributes: FieldAttributes) => ReactNode;
}

/** What ties an input to its label, its help and its problem. */
interface FieldAttributes {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": boolean;
  readonly required: boolean;
}

/** An input with its name above it, its help below, and what is wrong with it. */
export function Field({ label, help, problem, isRequired = false, children }: FieldProps) {
  const id = useId();
  const described = [help === undefined ? "" : `${id}-help`, problem ? `${id}-problem` : ""];
  const text = described.filter(Boolean).join(" ");
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {isRequired && (
          <span className="field-required" aria-hidden="true">
            {" "}
            *
          </span>
        )}
      </label>
      {children({
        id,
        "aria-describedby": text === "" ? undefined : text,
        "aria-invalid": problem !== undefined,
        required: isRequired,
      })}
      {help !== undefined && (
        <p id={`${id}-help`} className="field-help">
          {help}
        </p>
      )}
      {problem !== undefined && (
        <p id={`${id}-problem`} className="field-problem">
          {problem}
        </p>
      )}
    </div>
  );
}
