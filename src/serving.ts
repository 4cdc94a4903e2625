/** Whether this process serves people: then a run leaves them what they need. */
export const isServing = ["start", "demo"].some((verb) => process.argv.includes(verb));
