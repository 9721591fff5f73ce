// Runs after `npm ci`, on whatever Node there is: plain old JavaScript, and nothing is imported.
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 20)) {
  console.error(`Node ${process.versions.node} is too old: install 20.20 or newer, best the 24 of Lambda (.nvmrc).`);
  process.exitCode = 1;
} else if (major < 22) {
  console.error(
    `Node ${process.versions.node} is enough. Warnings of "EBADENGINE" and "NodeVersionSupport" name packages that are made for newer ones: the tests hold them to this one.`,
  );
}
