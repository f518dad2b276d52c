// Holds one conversation through virtual-alexa. Told as JSON: address, application, model, locale, turns; prints each answer as a line.
// A turn is {"launch": true}, {"utter": text}, {"intend": name, "slots": {...}} or {"end": true}.
const { VirtualAlexa } = require("virtual-alexa");

async function main(told) {
    const alexa = VirtualAlexa.Builder()
        .skillURL(told.address)
        .interactionModel(told.model)
        .applicationID(told.application)
        .locale(told.locale)
        .create();
    for (const turn of told.turns) {
        const answer = await take(alexa, turn);
        console.log(JSON.stringify(answer));
    }
}

function take(alexa, turn) {
    if (turn.launch) return alexa.launch();
    if (turn.utter) return alexa.utter(turn.utter);
    if (turn.end) return alexa.request().sessionEnded("USER_INITIATED").send();
    return alexa.intend(turn.intend, turn.slots || {});
}

let text = "";
process.stdin.on("data", (part) => (text += part));
process.stdin.on("end", () => main(JSON.parse(text)).catch((error) => {
    console.error(error);
    process.exitCode = 1;
}));
