/** Why what was sent was refused. */
export function FormFailure({ error }: { readonly error: Error | null }) {
  if (error === null) return null;
  return (
    <p className="form-failure" role="alert">
      {error.message}
    </p>
  );
}
