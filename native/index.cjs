// Loads the addon: the one that was built here, else one that was built beforehand for this system (prebuilds/).

const { existsSync } = require("node:fs");
const { join } = require("node:path");

const built = join(__dirname, "build", "Release", "keyferry_native.node");
module.exports = existsSync(built) ? require(built) : require("node-gyp-build")(__dirname);
