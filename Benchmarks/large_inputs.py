"""Writes inputs that are out of all proportion to a folder: large_inputs.py FOLDER."""

import gzip
import os
import sys
import zipfile

CHANNELS = ["社群", "小红书", "抖音", "视频号", "直播间"]
HEADER = "order_id,channel,paid,note\n"


def rows(first, count):
    return "".join(
        f"{190000000000000 + n},{CHANNELS[n % 5]},{n % 1000}.{n % 100:02d},第{n}单，备注“急”\n"
        for n in range(first, first + count)
    )


def delimited(path, size):
    with open(path, "w", encoding="utf-8") as file:
        file.write(HEADER)
        block = rows(0, 100_000)
        while file.tell() < size:
            file.write(block)


def bomb(path, size):
    line = "1,社群,1.00,\n" * 100_000
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=9) as file:
        file.write(HEADER)
        for _ in range(size // len(line.encode())):
            file.write(line)


def long_field(path, size):
    with open(path, "w", encoding="utf-8") as file:
        file.write(HEADER + '1,社群,1.00,"')
        for _ in range(size >> 20):
            file.write("x" * (1 << 20))
        file.write('"\n' + rows(0, 1000))


SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def workbook(path, sheets, count):
    def cell(value):
        is_number = value.replace(".", "", 1).isdigit() and len(value) < 15
        if is_number:
            return f"<c><v>{value}</v></c>"
        return f'<c t="inlineStr"><is><t>{value}</t></is></c>'

    lines = (HEADER + rows(0, count)).splitlines()
    body = "".join(
        "<row>" + "".join(cell(value) for value in line.split(",")) + "</row>" for line in lines
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        names = range(1, sheets + 1)
        package.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/></Types>',
        )
        package.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        package.writestr(
            "xl/workbook.xml",
            '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
            f'xmlns:r="{RELATIONS}"><sheets>'
            + "".join(f'<sheet name="第{n}页" sheetId="{n}" r:id="rId{n}"/>' for n in names)
            + "</sheets></workbook>",
        )
        package.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships">'
            + "".join(
                f'<Relationship Id="rId{n}" Type="{RELATIONS}/worksheet" '
                f'Target="worksheets/sheet{n}.xml"/>'
                for n in names
            )
            + "</Relationships>",
        )
        for n in names:
            package.writestr(f"xl/worksheets/sheet{n}.xml", SHEET + body + "</sheetData></worksheet>")


def main():
    folder = sys.argv[1]
    os.makedirs(folder, exist_ok=True)
    delimited(f"{folder}/two_gigabytes.csv", 2 << 30)
    bomb(f"{folder}/bomb.csv.gz", 1 << 30)
    long_field(f"{folder}/long_field.csv", 300 << 20)
    workbook(f"{folder}/hundred_sheets.xlsx", 100, 20_000)
    open(f"{folder}/done", "w").close()


main()
