// Checks APL documents with Amazon's own checker: a JSON object of documents by name on standard input, one of complaints
// on standard output.
import { readFileSync } from "node:fs";
import suggester from "apl-suggester";

const documents = JSON.parse(readFileSync(0, "utf8"));
const complaints = {};
console.log = console.warn = () => {}; // the checker thinks aloud
for (const [name, document] of Object.entries(documents)) {
  complaints[name] = await new suggester.StaticAplTemplateValidator().validate(document);
}
process.stdout.write(JSON.stringify(complaints));
