/** What the node computed, joined with the model of the programme: who stands at which day, and what runs down. */

const WEAK = ["low", "estimate", "guess"];

/** Groups by what a function keeps alive; the programme's own word when it gives one, else critical or not. */
const GROUPS = [
    { id: "crew", title: "Keeps the crew alive", has: ({ criticality }) => /^life/.test(criticality ?? "") },
    { id: "people", title: "Keeps people below safe", has: ({ criticality }) => /^public/.test(criticality ?? "") },
    { id: "mission", title: "Keeps the mission going", has: ({ criticality }) => /^mission/.test(criticality ?? "") },
    { id: "repair", title: "Keeps it repairable", has: ({ criticality }) => /^repair/.test(criticality ?? "") },
    { id: "science", title: "Keeps science going", has: ({ criticality }) => /^science/.test(criticality ?? "") },
    { id: "station", title: "Keeps the station alive",
        has: ({ criticality, critical }) => (criticality ? /^(station|segment)/.test(criticality) : critical) },
];

/** The node may write a provider's title with its capacity behind a colon: too long for a name. */
function withoutCapacity({ id, title, capacity }) {
    return capacity && title?.endsWith(`: ${capacity}`) ? title.slice(0, -capacity.length - 2) : title ?? id;
}

/** The model as the node gives it, with look-ups. Missing members count as empty. */
export class Model {
    constructor(body) {
        this.programme = body?.name ?? body?.programme ?? "";
        this.date = body?.date ? String(body.date).slice(0, 10) : null;
        this.partners = body?.partners ?? [];
        this.choices = body?.choices ?? [];
        this.functions = body?.functions ?? [];
        this.providers = (body?.providers ?? []).map((provider) => ({ ...provider, title: withoutCapacity(provider) }));
        this.restorations = body?.restorations ?? [];
        this.sources = body?.sources ?? {};
        this.kinds = body?.kinds ?? null;
        const byId = (items) => new Map(items.map((item) => [item.id, item]));
        this.functionById = byId(this.functions);
        this.providerById = byId(this.providers);
        this.choiceById = byId(this.choices);
        this.restorationById = byId(this.restorations);
    }

    title(id) {
        const item = this.functionById.get(id) ?? this.choiceById.get(id) ?? this.providerById.get(id)
            ?? this.partners.find((partner) => partner.id === id);
        return item?.title ?? item?.name ?? id;
    }

    /** Whether a function's loss ends lives or the station, for the axis. */
    isCritical(id) {
        const item = this.functionById.get(id);
        return item?.critical === true || /^(life|station)-critical/.test(item?.criticality ?? "");
    }

    /** Whether a provider is in use as things stand: not retired, nor yet to come. Unknown counts as yes. */
    isInUse(id) {
        const provider = this.providerById.get(id);
        return provider?.inUse ?? (!provider?.status || provider.status === "active");
    }

    partnerOf(id) {
        return (this.providerById.get(id) ?? this.choiceById.get(id))?.partner ?? null;
    }

    /** Functions in groups, empty groups left out. @returns {{id, title, functions}[]} */
    groups() {
        const groups = GROUPS.map(({ id, title }) => ({ id, title, functions: [] }));
        const others = { id: "other", title: "The rest", functions: [] };
        for (const item of this.functions) {
            const at = GROUPS.findIndex(({ has }) => has(item));
            (groups[at] ?? others).functions.push(item);
        }
        return [...groups, others].filter(({ functions }) => functions.length > 0);
    }

    /** Which functions a function's providers cannot do without. @returns {Map<string, Set<string>>} */
    needLinks() {
        const links = new Map();
        for (const item of this.functions) {
            const needs = new Set();
            for (const provider of this.providersOf(item)) {
                for (const { id } of provider.needs ?? []) {
                    if (this.functionById.has(id) && id !== item.id) needs.add(id);
                }
            }
            links.set(item.id, needs);
        }
        return links;
    }

    providersOf(item) {
        return (item.providers ?? []).map((id) => this.providerById.get(id)).filter(Boolean);
    }
}

/** One answer. Days count from the departure; a function not in `lost` stands throughout. */
export class Answer {
    constructor(body, model) {
        this.model = model;
        this.lost = body?.functionsLostAfterDays ?? {};
        this.providersLost = body?.providersLostAfterDays ?? {};
        this.again = body?.functionsStandAgainAfterDays ?? {};
        this.chains = body?.chain ?? {};
        this.providerCauses = body?.providerCauses ?? {};
        this.weakest = body?.weakestConfidence ?? {};
        this.restsOnWeak = body?.restsOnWeakFigures ?? null;
        this.restorations = body?.restorations ?? [];
        this.rescue = body?.crewRescue ?? null;
        this.law = body?.law ?? [];
        this.lossOrder = Object.entries(this.lost).map(([id, day]) => ({ id, day }))
            .sort((a, b) => a.day - b.day || model.title(a.id).localeCompare(model.title(b.id)));
        this.buffers = this.#buffers();
    }

    /** Losses grouped by the day they come. @returns {{day: number, ids: string[], isReturn: boolean}[]} */
    events() {
        const events = new Map();
        const put = (day, id, isReturn) => {
            const key = `${isReturn}${day}`;
            if (!events.has(key)) events.set(key, { day, ids: [], isReturn });
            events.get(key).ids.push(id);
        };
        for (const { id, day } of this.lossOrder) put(day, id, false);
        for (const [id, day] of Object.entries(this.again)) put(day, id, true);
        return [...events.values()].sort((a, b) => a.day - b.day);
    }

    isLost(id, day) {
        return id in this.lost && this.lost[id] <= day && !(id in this.again && this.again[id] <= day);
    }

    isProviderLost(id, day) {
        return id in this.providersLost && this.providersLost[id] <= day;
    }

    /** What still runs down at a day: from when to when a provider lasts. @returns {?{fromDay, untilDay, leftPart}} */
    buffer(providerId, day) {
        const one = this.buffers.get(providerId);
        if (!one || day < one.fromDay || day >= one.untilDay) return null;
        return { ...one, leftPart: (one.untilDay - day) / (one.untilDay - one.fromDay) };
    }

    /**
     * A function's state at a day: `lost`, `again`, `draining` (it will be lost, and a buffer runs), `weakened` (a
     * provider less) or `stands`.
     */
    state(item, day) {
        if (this.isLost(item.id, day)) return "lost";
        if (item.id in this.again && this.again[item.id] <= day) return "again";
        if (item.id in this.lost && this.functionBuffer(item, day)) return "draining";
        const providers = item.providers ?? [];
        return providers.some((id) => this.isProviderLost(id, day)) ? "weakened" : "stands";
    }

    /** The buffer on which a function lives: that of the provider whose end is the function's. */
    functionBuffer(item, day) {
        const last = this.chains[item.id]?.[1]?.id;
        const own = (item.providers ?? []).includes(last) ? [last] : item.providers ?? [];
        const buffers = own.map((id) => this.buffer(id, day)).filter(Boolean);
        return buffers.sort((a, b) => b.untilDay - a.untilDay)[0] ?? null;
    }

    nextLoss(day) {
        const next = this.lossOrder.find((loss) => loss.day > day);
        return next ? { day: next.day, ids: this.lossOrder.filter((one) => one.day === next.day).map(({ id }) => id) }
            : null;
    }

    isWeak(id) {
        return WEAK.includes(this.weakest[id]);
    }

    /** When each provider's own need went, from the needs of the model: the one that runs out first binds it. */
    #buffers() {
        const buffers = new Map();
        const starts = [0, ...this.law.map(({ noticeDays }) => noticeDays ?? 0)];
        for (const [id, untilDay] of Object.entries(this.providersLost)) {
            let best = null;
            for (const { id: need, bufferDays } of this.model.providerById.get(id)?.needs ?? []) {
                const gone = this.lost[need] ?? this.providersLost[need];
                const isKnown = gone !== undefined;
                // A site or a vehicle has no day of its own in the answer: it goes when the departure takes effect.
                const fromDay = (isKnown ? [gone] : starts).find((day) =>
                    Math.abs(day + bufferDays - untilDay) < 1e-6);
                if (bufferDays > 0 && fromDay !== undefined && (!best || (isKnown && !best.isKnown))) {
                    best = { need, fromDay, untilDay, bufferDays, isKnown };
                }
            }
            if (best) buffers.set(id, best);
        }
        // The causes say it outright where they tell of a provider; a notice that runs out is no buffer.
        const told = [...Object.values(this.chains).flat(), ...Object.values(this.providerCauses)];
        for (const { id, kind, afterDays, bufferDays } of told) {
            if (kind !== "provider") continue;
            if (!(bufferDays > 0)) buffers.delete(id);
            else buffers.set(id, { fromDay: Math.max(0, afterDays - bufferDays), untilDay: afterDays, bufferDays });
        }
        return buffers;
    }
}
