/** Whether a name is a class (`User`) rather than a type (`microsoft_defender_user`): its first letter alone decides. */
export function isClassName(name: string): boolean {
  const first = name.charAt(0);
  return first !== first.toLowerCase();
}
