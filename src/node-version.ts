// main.ts imports this first of all: an older Node would stop at a missing function somewhere in a dependency.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `error: defender-graph needs Node 22.18 or newer; this is ${process.version}. In a checkout, npx defender-graph and the npm scripts use the Node that npm ci installs.\n`,
  );
  process.exit(1);
}
