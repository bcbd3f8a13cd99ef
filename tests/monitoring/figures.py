"""Figures as Prometheus understands them."""

from dataclasses import dataclass

from prometheus_client.parser import text_string_to_metric_families


@dataclass(frozen=True)
class Figures:
    """What was told at once, by the name of the series and its labels."""

    text: str
    samples: dict[tuple[str, tuple[tuple[str, str], ...]], float]
    families: frozenset[str]
    """Names, those without a single sample among them."""

    def of(self, name: str, **labels: str) -> dict[tuple[str, ...], float]:
        """Return the samples of a name that have these labels, by the values of the others.

        Those are in the order of the labels' names.
        """
        wanted = set(labels.items())
        return {
            tuple(value for label, value in sorted(pairs) if label not in labels): figure
            for (one, pairs), figure in self.samples.items()
            if one == name and wanted <= set(pairs)
        }

    def since(self, before: "Figures", name: str, **labels: str) -> dict[tuple[str, ...], float]:
        """Return by how much a counter's samples have grown, those that have."""
        earlier = before.of(name, **labels)
        grown = {key: now - earlier.get(key, 0) for key, now in self.of(name, **labels).items()}
        return {key: more for key, more in grown.items() if more}


def figures_of(text: str) -> Figures:
    """Read an exposition."""
    families = list(text_string_to_metric_families(text))
    samples = {
        (sample.name, tuple(sample.labels.items())): sample.value
        for family in families
        for sample in family.samples
    }
    return Figures(text, samples, frozenset(family.name for family in families))
