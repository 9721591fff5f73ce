"""Starts the AWS emulator with what it lacks, and with the simulated Twilio in the place of the real one."""

import json
import os
import uuid

from ministack.app import main
from ministack.services import cloudfront, s3
from ministack.services.cloudformation import changesets, provisioners

kinds = provisioners._RESOURCE_HANDLERS


def add_saved_queries():
    kinds["AWS::Logs::QueryDefinition"] = {
        "create": lambda *_: (str(uuid.uuid4()), {}),
        "update": lambda physical_id, *_: (physical_id, {}),
        "delete": lambda *_: None,
    }


def name_tables_apart_and_import_them():
    """AWS ends each name in letters of its own; here a stack made anew would find the table that the one before left."""
    table = kinds["AWS::DynamoDB::GlobalTable"]
    create = table["create"]

    def create_apart(logical_id, properties, stack_name):
        name = f"{stack_name}-{logical_id}-{uuid.uuid4().hex[:12].upper()}"
        return create(logical_id, {"TableName": name, **properties}, stack_name)

    table["create"] = create_apart
    table["import"] = kinds["AWS::DynamoDB::Table"]["import"]
    lookups = changesets._IMPORT_LOOKUPS
    lookups["AWS::DynamoDB::GlobalTable"] = lookups["AWS::DynamoDB::Table"]


def lead_functions_to_simulated_twilio():
    functions = kinds["AWS::Lambda::Function"]

    def leading(change):
        def changed(*arguments):
            for argument in arguments:
                if isinstance(argument, dict) and "Environment" in argument:
                    argument["Environment"]["Variables"]["TASKROUTER_ORIGIN"] = os.environ["TWILIO_ENDPOINT_URL"]
            return change(*arguments)

        return changed

    for operation in ("create", "update"):
        functions[operation] = leading(functions[operation])


def give_edge_functions_their_stores():
    """CloudFront's module `cloudfront`: the keys and values that each store was made of."""
    stores = kinds["AWS::CloudFront::KeyValueStore"]
    create = stores["create"]
    code_of = cloudfront.live_function_code
    sources = {}

    def create_from_source(logical_id, properties, stack_name):
        sources[properties["Name"]] = properties["ImportSource"]["SourceArn"]
        return create(logical_id, properties, stack_name)

    def code_with_store(function_arn):
        code = code_of(function_arn)
        if code is None:
            return None
        function = cloudfront._functions.get(function_arn.rsplit("/", 1)[-1])
        values = {}
        for arn in cloudfront._function_view(function, "LIVE").get("kvs_arns", []):
            source = sources[arn.rsplit("/", 1)[-1]]
            bucket, _, key = source.removeprefix("arn:aws:s3:::").partition("/")
            entries = json.loads(s3._get_object_data(bucket, key))["data"]
            values.update((entry["key"], entry["value"]) for entry in entries)
        module = f"""var cf = {{ kvs: () => ({{ get: async (key) => {{
            const values = {json.dumps(values)};
            if (!(key in values)) throw new Error('KeyNotFound');
            return JSON.parse(values[key]);
        }} }}) }};"""
        return code.decode().replace("import cf from 'cloudfront';", module).encode()

    stores["create"] = create_from_source
    cloudfront.live_function_code = code_with_store


add_saved_queries()
name_tables_apart_and_import_them()
lead_functions_to_simulated_twilio()
give_edge_functions_their_stores()
main()
