/** The answer in a few sentences. */
import { questionInWords } from "./scenario.js";
import { afterText, spanText } from "./time-scale.js";

const listed = (names) => (names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : names[0] ?? "");

/** What is lost, from when, who has no seat home, and how sure it is. @returns {string} */
export function summaryInWords(scenario, answer, model) {
    const title = (id) => model.title(id);
    if (scenario.without.length === 0) return "Choose what leaves: partners, vehicles, sites, elements, paths.";
    const question = questionInWords(scenario, title);
    if (!answer) return `${question}: no answer.`;
    const parts = [question + (answer.lossOrder.length ? lossesInWords(answer, model) : ": no function is lost.")];
    const notice = Math.max(0, ...answer.law.map(({ noticeDays }) => noticeDays ?? 0));
    if (notice > 0) parts.push(`The notice takes ${spanText(notice)}.`);
    const again = Object.keys(answer.again).length;
    if (again) parts.push(`${again} stand${again === 1 ? "s" : ""} again later.`);
    const { rescue } = answer;
    if (rescue?.shortBy > 0) {
        parts.push(`${rescue.shortBy} of ${rescue.needed} people have no seat home`
            + `${rescue.shortAfterDays > 0 ? ` ${afterText(rescue.shortAfterDays)}` : ""}.`);
    }
    const stays = answer.law.flatMap((one) => one.stays ?? []);
    if (stays.length) parts.push(`${listed(stays.map(title))} stay${stays.length === 1 ? "s" : ""} by the agreement.`);
    if (answer.restsOnWeak) parts.push("▲ Rests on figures of low confidence.");
    return parts.join(" ");
}

function lossesInWords(answer, model) {
    const [first, last] = [answer.lossOrder[0], answer.lossOrder.at(-1)];
    const lost = `: ${answer.lossOrder.length} of ${model.functions.length} functions `
        + `${answer.lossOrder.length === 1 ? "is" : "are"} lost`;
    const atFirst = answer.lossOrder.filter(({ day }) => day === first.day);
    const start = atFirst.length === 1 ? model.title(first.id) : `${atFirst.length} of them`;
    if (last.day === first.day) return `${lost}, ${afterText(first.day)}.`;
    return `${lost}, ${start} ${afterText(first.day)}, the last (${model.title(last.id)}) ${afterText(last.day)}.`;
}
