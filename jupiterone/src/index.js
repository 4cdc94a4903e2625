// `j1-integration` looks here, and loads with require(). Node (22.18 and later) takes the types out of what is behind it.
module.exports = require("../integration/invocation-config.ts");
