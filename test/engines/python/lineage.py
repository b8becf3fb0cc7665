"""Builds events of OpenLineage with the classes of its own client. In: a JSON list of events; out: a JSON list of what is wrong with each, null where nothing is."""

import json
import sys

from openlineage.client.generated import base, column_lineage_dataset, documentation_dataset, ownership_dataset
from openlineage.client.generated import schema_dataset, tags_dataset
from openlineage.client.serde import Serde


def made(kind, content, **parts):
    """An object of a class that takes no key it does not know, with its own schema's address."""
    known = {key: value for key, value in content.items() if key not in ("_producer", "_schemaURL", *parts)}
    built = kind(**known, **parts)
    address = content.get("_schemaURL")
    if address is not None and address != kind._get_schema():
        raise ValueError(f"{address} is not {kind._get_schema()}")
    return built


def input_field(content):
    changes = [column_lineage_dataset.Transformation(**one) for one in content["transformations"]]
    return made(column_lineage_dataset.InputField, content, transformations=changes)


def facet(name, content):
    if name == "schema":
        fields = [schema_dataset.SchemaDatasetFacetFields(**one) for one in content["fields"]]
        return made(schema_dataset.SchemaDatasetFacet, content, fields=fields)
    if name == "columnLineage":
        fields = {
            column: column_lineage_dataset.Fields(inputFields=[input_field(one) for one in value["inputFields"]])
            for column, value in content["fields"].items()
        }
        dataset = [input_field(one) for one in content["dataset"]]
        return made(column_lineage_dataset.ColumnLineageDatasetFacet, content, fields=fields, dataset=dataset)
    if name == "documentation":
        return made(documentation_dataset.DocumentationDatasetFacet, content)
    if name == "ownership":
        owners = [ownership_dataset.Owner(**one) for one in content["owners"]]
        return made(ownership_dataset.OwnershipDatasetFacet, content, owners=owners)
    if name == "tags":
        tags = [tags_dataset.TagsDatasetFacetFields(**one) for one in content["tags"]]
        return made(tags_dataset.TagsDatasetFacet, content, tags=tags)
    raise ValueError(f"no facet {name}")


def problem(event):
    try:
        if event["schemaURL"] != base.JobEvent._get_schema():
            raise ValueError(event["schemaURL"])
        outputs = [
            base.OutputDataset(
                namespace=one["namespace"],
                name=one["name"],
                facets={name: facet(name, content) for name, content in one["facets"].items()},
            )
            for one in event["outputs"]
        ]
        whole = base.JobEvent(
            eventTime=event["eventTime"],
            producer=event["producer"],
            job=base.Job(**event["job"]),
            inputs=[base.InputDataset(**one) for one in event["inputs"]],
            outputs=outputs,
        )
        Serde.to_json(whole)
    except Exception as error:  # noqa: BLE001
        return f"{type(error).__name__}: {error}"
    return None


json.dump([problem(one) for one in json.load(sys.stdin)], sys.stdout)
