import type { ConfigurationState } from "../microsoft/secure-configuration.ts";
import { edge } from "./edge.ts";
import { machineKey, secureConfigurationKey } from "./keys.ts";
import { type PropertyTable, number, propertiesBy, text, time } from "./property.ts";
import type { RowShape } from "./row-converter.ts";
import { entityTypes, relationshipTypes } from "./types.ts";

const nameOf = ({ name, configurationId }: ConfigurationState): string => name ?? configurationId;

/** What a configuration carries. */
export const secureConfigurationTable: PropertyTable<ConfigurationState> = {
  id: text("`scid-<number>`.", (state) => state.configurationId),
  name: text("What it demands.", nameOf),
  displayName: text("The same.", nameOf),
  title: text("The same.", nameOf),
  configurationCategory: text("Such as `Network` or `Accounts`.", (state) => state.category),
  configurationSubcategory: text("A finer category.", (state) => state.subcategory),
  impact: number("What it counts for the configuration score.", (state) => state.impact),
  recommendationReference: text(
    "Id of the recommendation.",
    (state) => state.recommendationReference,
  ),
};

/** What the edge from a machine that does not comply carries. */
export const violatesTable: PropertyTable<ConfigurationState> = {
  assessedOn: time("When Defender last looked.", (state) => state.assessedOn),
};

const entityProperties = propertiesBy(secureConfigurationTable);
const edgeProperties = propertiesBy(violatesTable);
const { type, classes } = entityTypes.secureConfiguration;

/** Rows of the assessment: every configuration that applies somewhere, and an edge where a machine does not comply. */
export const secureConfigurationShape: RowShape<ConfigurationState> = {
  key: (state) =>
    state.isApplicable === false ? null : secureConfigurationKey(state.configurationId),
  entity: (key, state) => ({ key, type, classes, properties: entityProperties(state) }),
  edges: (key, state) =>
    state.isCompliant === false
      ? [
          edge(relationshipTypes.machineViolatesConfiguration, {
            from: machineKey(state.machineId),
            to: key,
            properties: edgeProperties(state),
          }),
        ]
      : [],
};
